import type { DocumentKind } from '@entente/document';
import type { DelegationCode, DocumentId, Instant, PackageId, PersonId } from '@entente/kernel';

/** One row of the log: the new part of one sender's update, in the server's own encoding. Never changed, never deleted. */
export interface UpdateRow {
  readonly document: DocumentId;
  /** 1, 2, 3 … without a gap, for each document. */
  readonly seq: number;
  readonly author: PersonId;
  readonly delegation: DelegationCode;
  /** The Yjs client id whose structs the row adds; where it adds none or several, the lease it was sent under. */
  readonly client: number;
  /** Clocks `clockFrom` ≤ c < `clockTo` of `client` that the row adds; equal when it only deletes. */
  readonly clockFrom: number;
  readonly clockTo: number;
  /** Yjs update, version 1. */
  readonly bytes: Uint8Array;
  /** 32 bytes: `chainHash` of the row before and this one. */
  readonly chain: Uint8Array;
  /** Given once, by the log's own clock, never before the document's previous row. */
  readonly receivedAt: Instant;
}

/** A row that asks to be recorded. Rows of one document stand in a flight in the order of their `seq`. */
export type Append = Omit<UpdateRow, 'receivedAt'>;

/**
 * What became of one row of a flight. All rows of one document in one flight share their fate: the first row's
 * `seq - 1` must be the document's head, and the document open.
 */
export type Outcome =
  | { readonly kind: 'recorded'; readonly seq: number; readonly receivedAt: Instant }
  | { readonly kind: 'closed' }
  /** Read-only for maintenance; closed says more than that, so of both it is `closed`. */
  | { readonly kind: 'paused' }
  | { readonly kind: 'head-moved' }
  | { readonly kind: 'unknown' };

/** The whole document as at `seq`: a cache of the rows so far. `vector`: its state vector; null where it was kept without. */
export interface Snapshot {
  readonly seq: number;
  readonly bytes: Uint8Array;
  readonly vector: Uint8Array | null;
}

/** One that is to be kept: `chain` is the chain hash of row `seq`, so that nothing is kept of rows that another store had (S185). */
export type NewSnapshot = Snapshot & { readonly chain: Uint8Array };

/** A document as the log has it, read in one snapshot of the database. */
export interface LoadedDocument {
  readonly document: DocumentId;
  readonly package: PackageId;
  readonly kind: DocumentKind;
  readonly state: 'open' | 'closed' | 'paused';
  /** `seq` of the newest row; 0 before the first. */
  readonly head: number;
  /** Chain hash of the newest row; `genesisChain(document)` before the first. */
  readonly chain: Uint8Array;
  /** The whole document as at `seq`, as one Yjs update; `rows` begin after it. A cache, never the truth. */
  readonly snapshot: Snapshot | null;
  readonly rows: readonly UpdateRow[];
}

/** Where a document stands, as committed. */
export type DocumentHead = Pick<LoadedDocument, 'document' | 'head' | 'state'>;

/** The log of all documents: the truth about the text. Its promises are `describeUpdateLog`, which every adapter passes. */
export interface UpdateLog {
  /**
   * Rows after `from`, in order, and the document's head and state; `from: 'snapshot'` begins at the newest
   * snapshot, where there is one. `undefined`: there is no such document. Rejects when the log cannot be read.
   */
  load(document: DocumentId, from: number | 'snapshot'): Promise<LoadedDocument | undefined>;
  /**
   * Records the rows of many documents in one statement and answers once they are committed; one outcome a row, in
   * the order of the rows. Rejects when it is not known whether they were recorded: the caller then reads the head.
   * Must settle within seconds, by a statement timeout if need be: until then nobody gets a verdict.
   */
  append(flight: readonly Append[]): Promise<Outcome[]>;
  /** Head and state of each document that exists, in any order, from one statement. Rejects when the log cannot be read. */
  heads(documents: readonly DocumentId[]): Promise<DocumentHead[]>;
  /** Keeps a snapshot, replacing an older one; not where the log has no row of that `seq` and `chain`. */
  saveSnapshot(document: DocumentId, snapshot: NewSnapshot): Promise<void>;
}

/**
 * Whose each Yjs client id of a package is, for ever (SECURITY §4.2.4), of which store that is true, and which ids live
 * connections hold, on whichever node: two never hold one.
 */
export interface LeaseStore {
  /** Of the store, a UUID: another one after a restore from a backup, which forgets what clients were told is recorded. */
  epoch(): Promise<string>;
  /** Binds a client id, and holds it for a connection of this node; false when the package already knows that id. */
  bind(packageId: PackageId, client: number, holder: Holder): Promise<boolean>;
  /** The client ids that were bound last to this person in this delegation: `most` of them at most. */
  newestOf(packageId: PackageId, holder: Holder, most: number): Promise<number[]>;
  /** Those of `clients` that are bound to this person in this delegation. */
  boundAmong(packageId: PackageId, holder: Holder, clients: readonly number[]): Promise<number[]>;
  /** Holds the holder's id for a connection of this node; false where it is not theirs, or another node has it, or may have it still. */
  hold(packageId: PackageId, client: number, holder: Holder): Promise<boolean>;
  /** No connection of this node has it any more. Returns at once; what cannot be noted now is noted later. */
  release(packageId: PackageId, client: number): void;
}

/** A person writes for one delegation at a time: the same person for another is another holder. */
export interface Holder {
  readonly person: PersonId;
  readonly delegation: DelegationCode;
}

/** Two stories about the same clocks: what was sent, and where the log has the other. */
export interface Evidence {
  readonly document: DocumentId;
  readonly holder: Holder;
  /** The connection's client id, and the one whose clocks `clockFrom` ≤ c < `clockTo` are told differently. */
  readonly lease: number;
  readonly client: number;
  readonly clockFrom: number;
  readonly clockTo: number;
  /** The whole update, as it came. */
  readonly bytes: Uint8Array;
}

/** Refused equivocations, kept for ever (SECURITY §4.2.4 rule 1). The store adds the instant, and the rows of the log that tell the other story. */
export interface EvidenceStore {
  keep(evidence: Evidence): Promise<void>;
}
