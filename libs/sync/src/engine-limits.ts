import { limits } from '@entente/contracts';

/** Limits of the engine. Sizes in bytes, times in milliseconds. */
export interface EngineLimits {
  /** A live update. What is larger, or suspicious by its plan, is first tried elsewhere (SECURITY §4.2.5). */
  readonly updateBytes: number;
  readonly updateStructs: number;
  /** The plan's estimate of a live update's work, in items passed, split or deleted. */
  readonly updateSteps: number;
  /** CPU that an update may cost where it is tried, before it is refused with TOO_COSTLY. */
  readonly trialMs: number;
  /** Time that a trial may take before the watchdog ends it with its thread: TOO_COSTLY. */
  readonly trialBudgetMs: number;
  /** How often an update is tried again because its document has changed, before it is refused with UNAVAILABLE. */
  readonly trials: number;
  /** CPU of the gate that one connection may cost a second, and at once: RATE. */
  readonly cpuPerSecond: number;
  readonly cpuBurst: number;
  /** CPU of the gate that one person may cost a second, and at once, before the others come first: no verdict, they wait. */
  readonly turnCpuPerSecond: number;
  readonly turnCpuBurst: number;
  /** Rows of evidence that are kept about one person a minute: beyond it an equivocation is only reported. */
  readonly evidencePerMinute: number;
  readonly resyncBytes: number;
  readonly resyncStructs: number;
  readonly messagesPerSecond: number;
  readonly messagesBurst: number;
  readonly bytesPerSecond: number;
  readonly bytesBurst: number;
  readonly documentsPerSocket: number;
  /** Documents that one connection may join a second, and at once: each costs its whole text, whoever asks again and again. */
  readonly joinsPerSecond: number;
  readonly joinsBurst: number;
  readonly bufferedBytes: number;
  readonly presencePerSecond: number;
  /** Bytes of presence a second that one package may cost; beyond it the maps come less often. */
  readonly presenceBytesPerSecond: number;
  /** Presence frames a second that one package may cost, over all readers. */
  readonly presenceFramesPerSecond: number;
  /** Pause between two tellings of all visitors to the other nodes; three that are missing stand for a node that is gone. */
  readonly presenceBeatMs: number;
  /** Refusals a minute that cost a rebuild, before the connection is ended (SECURITY SP9). */
  readonly spoiltPerMinute: number;
  /** Updates of one document that may wait for a flight. */
  readonly queuedUpdates: number;
  /** Rows of one flight. */
  readonly flightRows: number;
  /** Rows of one room in a flight: what one document has more waits for the next, behind the others. */
  readonly roomRows: number;
  /** Time in which updates are inspected before the process turns to its other work. */
  readonly turnMs: number;
  /** Flights under way at once, of different rooms; another departs only when the last has been under way for `flightPatienceMs`. */
  readonly flights: number;
  readonly flightPatienceMs: number;
  /** A document with more rows a second is a crowd: its rows depart at the beats of a clock, `beatMs` apart. 0: at once, always. */
  readonly crowdRowsPerSecond: number;
  readonly beatMs: number;
  /** How long an update or a join may wait for a database that does not answer. */
  readonly holdMs: number;
  /** Pause before the log is asked again after a failure. */
  readonly retryMs: number;
  /** How long a drain waits for verdicts that only the log can give. */
  readonly drainMs: number;
  /** How long a drain waits for last snapshots, which only make the next start quicker. */
  readonly drainSnapshotsMs: number;
  /** How often a drain looks whether all has landed. */
  readonly drainPollMs: number;
  /** A snapshot is taken after so many rows or bytes since the last; after more where the text is long. */
  readonly snapshotRows: number;
  readonly snapshotBytes: number;
  /** So many rows are worth a snapshot once the oldest is `snapshotAgeMs` old. */
  readonly snapshotFewRows: number;
  readonly snapshotAgeMs: number;
  /** A snapshot of this size or more is made apart from the rooms, where the runtime can do that. */
  readonly snapshotApartBytes: number;
  /** A room without readers is kept so long. */
  readonly idleMs: number;
  /** How often heads are compared with the log where other nodes write to it: the longest delay when no note arrives. */
  readonly pollMs: number;
  /** How often a second, and at once, one connection may have its client ids asked for again: for ids that another node has bound. */
  readonly rebindsPerSecond: number;
  readonly rebindsBurst: number;
}

/** The wire's limits from the contracts, and the engine's own. */
export const defaultEngineLimits: EngineLimits = {
  updateBytes: limits.updateBytes,
  updateStructs: limits.updateStructs,
  updateSteps: 4_000,
  trialMs: 150,
  trialBudgetMs: 2_000,
  trials: 5,
  cpuPerSecond: 50,
  cpuBurst: 500,
  turnCpuPerSecond: 500,
  turnCpuBurst: 25,
  evidencePerMinute: 6,
  resyncBytes: limits.resyncBytes,
  resyncStructs: limits.resyncStructs,
  messagesPerSecond: limits.messagesPerSecond,
  messagesBurst: limits.messagesBurst,
  bytesPerSecond: 262_144,
  bytesBurst: 2_097_152,
  documentsPerSocket: limits.documentsPerSocket,
  joinsPerSecond: 200,
  joinsBurst: 4_000,
  bufferedBytes: limits.bufferedBytes,
  presencePerSecond: limits.presencePerSecond,
  presenceBytesPerSecond: 8_388_608,
  presenceFramesPerSecond: 5_000,
  presenceBeatMs: 10_000,
  spoiltPerMinute: 3,
  queuedUpdates: 2_000,
  flightRows: 500,
  roomRows: 100,
  turnMs: 10,
  flights: 2,
  flightPatienceMs: 5,
  crowdRowsPerSecond: 100,
  beatMs: 16,
  holdMs: 2_000,
  retryMs: 250,
  drainMs: 15_000,
  drainSnapshotsMs: 2_000,
  drainPollMs: 20,
  snapshotRows: 200,
  snapshotBytes: 65_536,
  snapshotFewRows: 20,
  snapshotAgeMs: 600_000,
  snapshotApartBytes: 262_144,
  idleMs: 30_000,
  pollMs: 1_000,
  rebindsPerSecond: 1,
  rebindsBurst: 5,
};
