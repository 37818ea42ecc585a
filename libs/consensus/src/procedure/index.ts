export {
  ACTS,
  actOf,
  LEVELS,
  type Act,
  type ActContent,
  type ActKind,
  type Level,
  type Speaker,
} from './act.js';
export { nextInstant } from './clock.js';
export {
  type CommandOf,
  type Office,
  type OfficeCommand,
  type Opening,
  type PartnerCommand,
  type ProcedureCommand,
} from './command.js';
export { decide, type Decision } from './decide.js';
export { type Closing, type EventOf, type ProcedureEvent, type Settlement } from './event.js';
export { evolve, evolveAll, isClosed } from './evolve.js';
export { TERMS_FAULTS, termsFaults, type TermsFault } from './faults.js';
export { derogation, derogationHash, isDerogation, type DerogationRequest } from './derogation.js';
export { inAnotherForum, reissued, reverseConsensusDeadline, type NewPeriod } from './following.js';
export { leftOutBy, withoutOf, type Forum, type ForumChoice, type ForumRefusal } from './forum.js';
export { asked, liveActs, subjectsOf } from './live.js';
export { stageOf, withJointlyDeclared } from './declaring.js';
export { awaitedOf, missing, outcome, type Missing, type Outcome } from './outcome.js';
export { type Refusal } from './refusal.js';
export { bothCountsOf } from './settle.js';
export { seenBy, seesAll, seesEvent, seesObjector, seesPosition, type Reader } from './sight.js';
export { situationOf } from './situation.js';
export {
  CELLS,
  CLOSED_STATES,
  WHOLE,
  type Cause,
  type Cell,
  type CellAct,
  type ClosedState,
  type Comparison,
  type CorrectedPassage,
  type Corrigendum,
  type ElectorateChange,
  type Hold,
  type HoldEnd,
  type LateObjection,
  type Matter,
  type Procedure,
  type ProcedureState,
  type RecordedProxy,
  type Suspension,
  type Warning,
} from './state.js';
export {
  closingInstant,
  electorateHash,
  PROCEDURE_KINDS,
  residualHash,
  residualOfIds,
  termsHash,
  termsOf,
  type FollowsAs,
  type Item,
  type ProcedureKind,
  type Sunset,
  type Terms,
  type Without,
} from './terms.js';
export { whatIfCells, type MatrixWhatIf, type SupposedCell } from './what-if-cells.js';
export { warningsDue } from './warnings.js';
