import type { DocumentId } from '@entente/kernel';
import type { LostWords } from './types.js';

/** Names one kept edit within its store. */
export type KeptId = string;

/** An edit that is not known to be recorded, as it was typed: its structs carry the client id that was leased then. */
export interface KeptEdit {
  readonly id: KeptId;
  readonly document: DocumentId;
  /** Of the server's store, as it was when this was typed. */
  readonly epoch: string;
  /** Yjs update, version 1. */
  readonly update: Uint8Array;
}

/** What a client that is gone had not got recorded. */
export interface LeftBehind {
  /** In the order in which they were typed. */
  readonly edits: readonly KeptEdit[];
  /** Edits that cannot be read: kept under another key, or altered. */
  readonly unreadable: number;
}

/**
 * Where one person's edits of one package wait, on their device, until they are recorded (S83). Each connection has a part of
 * its own, a desk, which no other touches while it lives. Writing goes on behind the caller's back, in order.
 */
export interface DraftStore {
  /** False once something could not be written: from then on nothing is promised. */
  readonly works: boolean;
  keep(edit: Omit<KeptEdit, 'id'>): KeptId;
  forget(ids: readonly KeptId[]): void;
  /** Keeps the words and forgets the edits they come from, both or neither. */
  lose(words: LostWords, ids: readonly KeptId[]): void;
  /** The person has these words, or does not want them. */
  dismiss(id: string): void;
  /** Words that nobody dismissed, of all desks. */
  lostWords(): Promise<readonly LostWords[]>;
  /** Told of each desk whose connection is gone, at once or when it goes: from then on it is this one's, and nobody else's. */
  takeOver(found: (left: LeftBehind) => void): void;
  onFailed(hear: () => void): void;
  /** Writes what is still to be written, and leaves the desk to the next. */
  close(): Promise<void>;
}
