import type { DocumentAccess } from '@entente/access';
import type {
  Join,
  Joined,
  Leave,
  Presence,
  RefusalCode,
  Refused,
  Topic,
  Update,
  UpdateVerdict,
} from '@entente/contracts';
import type { Clock, DocumentId, PackageId, ProcedureId, Random, Timer } from '@entente/kernel';
import type { Sha256 } from './chain.js';
import type { EngineLimits } from './engine-limits.js';
import type { EvidenceStore, Holder, LeaseStore, UpdateLog } from './log.js';
import type { Bus, Framer, Peer, Snapshots } from './ports.js';
import type { RoomFacts } from './room-facts.js';
import type { Scratch, TrialOutcome } from './scratch.js';

/** Who is behind a socket, and the two questions that are asked again for each message (SECURITY §4.3). */
export interface Identity extends Holder {
  /** Shown to the others in presence frames. */
  readonly name: string;
  /** May this person know of the package, now? Answers from memory: the gateway keeps it current. */
  mayEnter(packageId: PackageId): boolean;
  /** What this person may do with the document, now. */
  accessTo(document: DocumentId): DocumentAccess;
}

/** One connection. Each message gets exactly one answer. */
export interface Session {
  join(message: Join): Promise<Joined | Refused>;
  /** Answers `recorded` only after the row is committed; answers at once when it refuses by the bytes' form. */
  update(message: Update, answer: (verdict: UpdateVerdict) => void): void;
  leave(message: Leave): { verdict: 'left' } | Refused;
  presence(message: Presence): { verdict: 'noted' } | Refused;
  /** Where the connection is, for whoever operates the server: the package it entered and how many documents it follows. */
  facts(): { readonly package: PackageId | null; readonly documents: number };
  /** The transport's connection has ended. What was taken in is still recorded; nobody is told. */
  end(): void;
}

/** Something worth a log line or a metric: ids and codes, never text. */
export type EngineEvent =
  | {
      readonly kind: 'refused';
      readonly holder: Holder;
      readonly document: DocumentId;
      readonly code: RefusalCode;
    }
  /** `recorded`, `bytes`: rows that the log took, and their size. `inspectMs`: what the gate took for all of them, `ms`: the commit. */
  | {
      readonly kind: 'flight';
      readonly rows: number;
      readonly documents: number;
      readonly recorded: number;
      readonly bytes: number;
      readonly inspectMs: number;
      readonly ms: number;
    }
  | { readonly kind: 'flight-failed'; readonly rows: number; readonly error: unknown }
  | { readonly kind: 'load-failed'; readonly document: DocumentId; readonly error: unknown }
  | { readonly kind: 'snapshot-failed'; readonly document: DocumentId; readonly error: unknown }
  /** An update was tried on a copy first; `ms` of CPU there. */
  | {
      readonly kind: 'trial';
      readonly holder: Holder;
      readonly document: DocumentId;
      readonly outcome: TrialOutcome['kind'];
      readonly ms: number;
    }
  /** A security event: somebody told another story about recorded clocks. `kept`: as evidence, as far as that can be told at once. */
  | {
      readonly kind: 'equivocation';
      readonly holder: Holder;
      readonly document: DocumentId;
      readonly client: number;
      readonly clockFrom: number;
      readonly clockTo: number;
      readonly kept: boolean;
    }
  | { readonly kind: 'evidence-failed'; readonly document: DocumentId; readonly error: unknown }
  | { readonly kind: 'snapshot'; readonly document: DocumentId; readonly bytes: number; readonly ms: number }
  | { readonly kind: 'rebuilt'; readonly document: DocumentId; readonly head: number }
  | { readonly kind: 'joined'; readonly documents: number; readonly ms: number }
  /** The engine ended the connection, and why. */
  | { readonly kind: 'closed'; readonly holder: Holder; readonly code: RefusalCode }
  | { readonly kind: 'poll-failed'; readonly error: unknown }
  /** The store of client ids could not be asked: whoever needed it is told to come back. */
  | { readonly kind: 'leases-failed'; readonly error: unknown };

export interface EngineOptions {
  readonly log: UpdateLog;
  readonly leases: LeaseStore;
  readonly bus: Bus;
  readonly framer: Framer;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly random: Random;
  readonly limits?: Partial<EngineLimits>;
  /** Makes snapshots of large documents apart; without it they are made between flights like the others. */
  readonly snapshots?: Snapshots;
  /** SHA-256 of the runtime, for the chain of the log; the canonical room's own where it is not given. */
  readonly sha256?: Sha256;
  /** Name of this node among those of one installation; drawn at random where it is not given. */
  readonly node?: string;
  /** Runs a task at the end of this turn: `setImmediate` on a server. Without it, as a microtask. */
  readonly soon?: (task: () => void) => void;
  /** Milliseconds with fractions, for measurements alone: `performance.now`. Without it, the clock. */
  readonly stopwatch?: () => number;
  /** CPU time of this thread in milliseconds, with fractions: what senders are billed. Without it, the time that passes. */
  readonly cpu?: () => number;
  /** Where large and suspicious updates are tried first: a thread with a watchdog. Without it, in this one. */
  readonly scratch?: Scratch;
  readonly evidence: EvidenceStore;
  /** Whether other processes may write to the same log now; then heads are compared every `pollMs`. Without it, never. */
  readonly others?: () => boolean;
  readonly on?: (event: EngineEvent) => void;
}

/** The live-editing engine of one node: rooms, group commit, fan-out, presence. */
export interface Engine {
  connect(peer: Peer, identity: Identity): Session;
  /** After a transaction elsewhere wrote rows of the document, closed or reopened it: reads it again, sends what is new. */
  documentChanged(document: DocumentId): Promise<void>;
  /** After rights changed: asks every live session of the package again and tells those for whom something changed. */
  accessChanged(packageId: PackageId): void;
  /** Tells the package's sessions what to read again over HTTP; of its procedures `procedures` alone, where they are named. */
  changed(packageId: PackageId, topics: readonly Topic[], procedures?: readonly ProcedureId[]): void;
  /** The store was restored from a backup: everybody is sent away with EPOCH_CHANGED, and no text in memory counts any more. */
  storeChanged(): void;
  /** Refuses what is new with DRAINING and answers once everything taken in has its verdict. */
  drain(): Promise<void>;
  /** Rooms in memory, live sessions and updates not yet recorded. */
  counts(): { readonly rooms: number; readonly sessions: number; readonly pending: number };
  /** Each room in memory, for whoever operates the server: ids, states and sizes. */
  inventory(): RoomFacts[];
}
