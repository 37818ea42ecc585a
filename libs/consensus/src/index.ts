export { boardFacts, type BoardFacts } from './board.js';
export { boardSituation, stanceOfMark } from './board-count.js';
export {
  BOARD_MARKS,
  decidingOf,
  gravestMark,
  markOf,
  overallMark,
  UNMARKED,
  type BoardMark,
  type Marked,
} from './board-mark.js';
export { capitals } from './calendar/capitals.js';
export { atWallClock, endOfDay, inZone, isZone, type CivilDate, type InZone } from './calendar/civil.js';
export { hostCities } from './calendar/host-cities.js';
export {
  calendarFaults,
  isWorkingDay,
  type CalendarFault,
  type WorkingCalendar,
} from './calendar/working-calendar.js';
export {
  addWorkingTime,
  deadlineAfter,
  remainingWorkingTime,
  type WorkingTime,
  type WorkingTimeRefusal,
} from './calendar/working-time.js';
export {
  STANCES,
  type Ballot,
  type CompositeBallot,
  type MatrixBallot,
  type Stance,
  type Stances,
} from './count/ballot.js';
export {
  count,
  OUTCOMES,
  type CompositeCount,
  type Count,
  type CountOutcome,
  type MatrixCount,
  type SingleCount,
  type TargetCount,
} from './count/count.js';
export {
  isCounted,
  QUORUM_SHARES,
  quorumNeed,
  type Electorate,
  type Member,
  type Quorum,
} from './count/electorate.js';
export { proxyFault, withProxies, type Proxy, type ProxyFault } from './count/proxy.js';
export { NOTES, REASONS, type Note, type Reason } from './count/reason.js';
export { countBoth, reduced, type BothCounts, type Removal } from './count/reduced.js';
export type { Tally } from './count/tally.js';
export { passes, type Test, type TestName, type Unit } from './count/test.js';
export type { Editor, WholeCommand, WholeRefusal } from './package/command.js';
export { decideWhole } from './package/decide.js';
export { evolveWhole } from './package/evolve.js';
export {
  GATES,
  type Gate,
  type Instrument,
  type Language,
  type LiveReserve,
  type Scope,
  type ShutGate,
} from './package/gates.js';
export {
  decidePackage,
  evolvePackage,
  NEW_PACKAGE,
  type Package,
  type PackageCommand,
  type PackageEvent,
  type PackageRefusal,
  type PackageState,
} from './package/short-course.js';
export {
  PACKAGE_STATES,
  type Term,
  type WholeEvent,
  type WholePackage,
  type WholeState,
} from './package/states.js';
export { owed } from './package/time.js';
export { sunsetWarnings, type SunsetWarning } from './calendar/sunset.js';
export {
  movementOf,
  shiftOf,
  type PartnerOnVersion,
  type PositionTaken,
  type Shift,
  type VersionStrip,
  type VersionWords,
} from './movement.js';
export { POSITIONS, standingOf, type Position, type PositionKind, type Standing } from './position.js';
export * from './procedure/index.js';
export {
  historyOf,
  type DeadlineChange,
  type DecisionHistory,
  type RecordedPosition,
  type RecordedReserve,
  type SequencedEvent,
} from './record/history.js';
export { recount, type Recount } from './record/recount.js';
export {
  extentOf,
  lanesOf,
  placeIn,
  roundsOf,
  storeysOf,
  type MarkKind,
  type PlacedMark,
  type Round,
  type Span,
  type TimelineFacts,
  type TimelineLane,
} from './record/timeline.js';
export * from './reserve/index.js';
export { RULE_FAULTS, type RuleFault, type RuleFaultCode } from './rule/fault.js';
export { faultsOf, type FaultContext } from './rule/faults.js';
export {
  needsWeights,
  RULE_IDS,
  type CompositeRule,
  type Excluded,
  type MatrixRule,
  type Rule,
  type SingleRule,
} from './rule/rule.js';
export type { Mismatch } from './vectors/mismatch.js';
export type { VectorFault } from './vectors/read.js';
export { isVectorFile, runVectorFile, type VectorResult } from './vectors/run-file.js';
export { REMEDIES, type Remedy, type RulebookFault, type RulebookFaultCode } from './rulebook/fault.js';
export { rulebookFaults } from './rulebook/faults.js';
export { PERIOD_UNITS, type Period } from './rulebook/period.js';
export { SHIPPED_RULEBOOKS } from './rulebook/presets.js';
export {
  OPENERS,
  OPT_OUTS,
  PARTIES_TO_DISPUTE,
  rulebookHash,
  USES_OF_SILENCE,
  type Lane,
  type Opener,
  type Rulebook,
  type RulebookContent,
} from './rulebook/rulebook.js';
export {
  bodyOf,
  deadlineRemark,
  termsFrom,
  type OpeningFacts,
  type OpeningRefusal,
  type Seat,
  type Shelf,
} from './rulebook/terms-from.js';
export {
  derogationTerms,
  type DerogationFacts,
  type DerogationRefusal,
} from './rulebook/derogation-terms.js';
export { runVectors, VECTOR_RULES, type ExampleResult, type RulebookVector } from './rulebook/vector.js';
export {
  familyFaults,
  shippedWeightTables,
  WEIGHT_FAULTS,
  weightTableAt,
  weightTableFaults,
  type WeightFault,
  type WeightRefusal,
  type WeightTable,
} from './rulebook/weights.js';
export { blockingSets, breakingSets, type BlockingSet, type BlockingSets } from './explain/blocking.js';
export { dealOf, type Deal } from './explain/deal.js';
export { explain, type Explanation } from './explain/explain.js';
export { obstaclesOf, type Obstacle } from './explain/obstacles.js';
export { distance, type Change, type Place, type Situation } from './explain/situation.js';
export { whatIf, type Supposed, type Supposition } from './explain/what-if.js';
