export type { DelegationNote, VersionStrip } from './board.js';
export {
  bookContent,
  bookKind,
  type BookContent,
  type BookKind,
  type BookState,
  type BookSummary,
  type BookView,
} from './books.js';
export {
  coalition,
  delegation,
  newMandate,
  newPartner,
  newPerson,
  person,
  setup,
  type Coalition,
  type Delegation,
  type Demo,
  type NewMandate,
  type NewPartner,
  type NewPerson,
  type Person,
  type Setup,
} from './coalition.js';
export { DECISION_RECORD, decisionRecord, type DecisionRecord } from './decision-record.js';
export type {
  History,
  HistorySitting,
  NamedPoint,
  PastBlock,
  PastRunView,
  PastSectionView,
  PastText,
} from './history.js';
export { mandate, me, session, type Mandate, type Me, type Session, type SignIn } from './identity.js';
export type { AgreedMark, MarkAgreed } from './agreed.js';
export type { GiveInstruction, Instruction } from './instructions.js';
export type { JointDeclarationView, NewJointDeclarationBody } from './joint-declarations.js';
export { limits } from './limits.js';
export { nodeNote, nodeNotes, type NodeNote } from './nodes.js';
export {
  NOTIFICATION_KINDS,
  NOTIFICATION_LIST,
  type MailStatus,
  type Notification,
  type NotificationFacts,
  type NotificationKind,
} from './notifications.js';
export { DEFAULT_REMINDERS, REMINDER_MINUTES, REMINDERS_MAX, type Reminders } from './reminders.js';
export { openApiDocument } from './openapi.js';
export {
  packageState,
  sectionKind,
  type FormalAct,
  type ImportReport,
  type PackageState,
  type PackageSummary,
  type PackageView,
  type VersionSummary,
  type VersionView,
  type DraftKey,
} from './packages.js';
export type { AskDerogation, Derogation } from './derogations.js';
export { documentId } from './primitives.js';
export { problems, type Problem, type ProblemCode } from './problems.js';
export type {
  ChairCommand,
  NewCorrigendum,
  NewDeclarationBody,
  OpenProcedure,
  PartnerAct,
  PartnerWord,
} from './procedure-commands.js';
export {
  type Act,
  type ActKind,
  type NoticeOfPartner,
  type Position,
  type PositionKind,
  type Procedure,
  type ProcedureState,
  type Receipt,
  type ReserveKind,
  type TakePosition,
} from './procedures.js';
export { type AnnexEntry, type PublicationPreview, type PublicationSummary } from './publication.js';
export {
  publicationFile,
  sealedPublicationFile,
  type PublicationFile,
  type PublishedCorrigendum,
  type SealedPublicationFile,
  type WholePublicationFile,
} from './publication-file.js';
export { type Method, type Permission, type Route } from './route.js';
export { routes, type RouteName } from './routes.js';
export {
  join,
  leave,
  presence,
  refusals,
  TOPICS,
  update,
  type Access,
  type ClientMessages,
  type DocumentState,
  type Join,
  type Joined,
  type JoinedDocument,
  type Leave,
  type Peer,
  type Presence,
  type Recorded,
  type RefusalCode,
  type Refused,
  type Retry,
  type ServerMessages,
  type Topic,
  type Update,
  type UpdateVerdict,
} from './sync.js';
export type { RunningProcedure, SchedulerStatus } from './scheduler.js';
export {
  SYSTEM_LIST,
  endConnection,
  nodeInventory,
  nodeStatus,
  type EndConnection,
  type LiveStatus,
  type MaintenancePause,
  type MaintenanceTarget,
  type NodeInventory,
  type NodeStatus,
} from './system.js';
