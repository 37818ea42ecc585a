export {
  EntenteProvider,
  type AccessFact,
  type ProviderEvents,
  type ProviderOptions,
  type ProviderStatus,
  type RecordingFact,
} from './entente-provider.js';
export { StampedAwareness, type PeerState } from './stamped-awareness.js';
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
