export { chainHash, genesisChain } from './chain.js';
export { createEngine } from './create-engine.js';
export { defaultEngineLimits, type EngineLimits } from './engine-limits.js';
export type { Engine, EngineEvent, EngineOptions, Identity, Session } from './engine-types.js';
export type {
  Append,
  DocumentKind,
  Holder,
  LeaseStore,
  LoadedDocument,
  Outcome,
  UpdateLog,
  UpdateRow,
} from './log.js';
export type { Bus, BusNote, Frame, Framer, Peer, ServerMessage } from './ports.js';
