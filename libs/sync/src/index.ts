export { chainHash, genesisChain } from './chain.js';
export { createEngine } from './create-engine.js';
export { defaultEngineLimits, type EngineLimits } from './engine-limits.js';
export type { Engine, EngineEvent, EngineOptions, Identity, Session } from './engine-types.js';
export { bindClient } from './lease-book.js';
export { localBus } from './local-bus.js';
export type { RoomFacts } from './room-facts.js';
export { runTrial, type Trial } from './gate/trial.js';
export type { Scratch, TrialOutcome } from './scratch.js';
export type {
  Append,
  DocumentHead,
  Evidence,
  EvidenceStore,
  Holder,
  LeaseStore,
  LoadedDocument,
  NewSnapshot,
  Outcome,
  UpdateLog,
  UpdateRow,
} from './log.js';
export { documentOf } from './room-text.js';
export type { Bus, BusNote, Frame, Framer, Peer, PresenceChange, ServerMessage, Snapshots } from './ports.js';
export { TokenBucket } from './token-bucket.js';
