export {
  EntenteProvider,
  type AccessFact,
  type ProviderEvents,
  type ProviderOptions,
  type ProviderStatus,
  type RecordingFact,
} from './entente-provider.js';
export type { DraftStore, KeptEdit, KeptId, LeftBehind } from './draft-store.js';
export { clearDrafts, countDrafts, openBrowserDrafts, type BrowserDraftsOptions } from './browser-drafts.js';
export { StampedAwareness, type PeerState } from './stamped-awareness.js';
export { TicketRefused } from './link.js';
export { PackageConnection } from './package-connection.js';
export type {
  ChangedTopics,
  ConnectionEvents,
  ConnectionOptions,
  ConnectionStatus,
  DocumentHandle,
  DraftSource,
  LostWords,
  Peer,
  PresencePosition,
  Recording,
  RemoteRoute,
  SectionEntry,
  Verdict,
} from './types.js';
