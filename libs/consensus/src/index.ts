export { boardFacts, type BoardFacts } from './board.js';
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
export { count, type Count, type Stance, type Tally, type TestName } from './count.js';
export { decide, evolve } from './decide.js';
export { liveActs, missing, outcome, type Missing, type Outcome } from './outcome.js';
export {
  decidePackage,
  evolvePackage,
  NEW_PACKAGE,
  type Package,
  type PackageCommand,
  type PackageEvent,
  type PackageRefusal,
  type PackageState,
} from './package.js';
export {
  POSITIONS,
  RESERVES,
  standingOf,
  type Position,
  type PositionKind,
  type ReserveKind,
  type Standing,
} from './position.js';
export {
  ACTS,
  type Act,
  type ActKind,
  type ClosedState,
  type Member,
  type Procedure,
  type ProcedureCommand,
  type ProcedureEvent,
  type Refusal,
  type RuleId,
  type Terms,
  type TermsFault,
} from './procedure.js';
export { electorateHash } from './terms.js';
