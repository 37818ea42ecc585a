export { TicketRefused } from './link.js';
export { PackageConnection } from './package-connection.js';
export type {
  ConnectionEvents,
  ConnectionOptions,
  ConnectionStatus,
  DocumentHandle,
  LostWords,
  Peer,
  PresencePosition,
  Recording,
  RemoteRoute,
  SectionEntry,
  Verdict,
} from './types.js';
