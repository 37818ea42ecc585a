import type { RefusalCode } from '@entente/contracts';
import type { DocumentId, Timer } from '@entente/kernel';
import { mergeUpdates } from 'yjs';
import type { KeptEdit } from './draft-store.js';
import type { Drafts } from './drafts.js';
import { rawWords } from './replay.js';
import type { Replica } from './replica.js';

/** What an edit stands on may come with another desk that was left, or be recorded by whoever has that one now. */
const PATIENCE_MS = 5_000;

export interface LeftEditsHost {
  readonly drafts: Drafts;
  readonly timer: Timer;
  /** Of the server's store. */
  readonly epoch: string | null;
  replica(document: DocumentId): Replica | undefined;
  /** Whether the package has no document but those that are here. */
  readonly complete: boolean;
}

/** What clients that are gone did not get recorded, until its document is here (S84). */
export class LeftEdits {
  readonly #host: LeftEditsHost;
  readonly #left = new Map<DocumentId, readonly KeptEdit[]>();

  /** Documents with edits that stand on what is not there. */
  readonly #waiting = new Set<DocumentId>();

  constructor(host: LeftEditsHost) {
    this.#host = host;
  }

  add(edits: readonly KeptEdit[]): void {
    for (const edit of edits) {
      this.#left.set(edit.document, [...(this.#left.get(edit.document) ?? []), edit]);
    }
    this.handOut();
  }

  /** Sends what can be sent, and gives the person the words of what never can. */
  handOut(): void {
    // As it is now: what has to wait is put back meanwhile.
    const left = [...this.#left];
    for (const [document, edits] of left) {
      const replica = this.#host.replica(document);
      if (replica?.synced === true) {
        this.#left.delete(document);
        this.#giveTo(replica, edits);
      } else if (replica === undefined && this.#host.complete) {
        this.#left.delete(document);
        this.#giveUp(document, edits, 'NOT_FOUND');
      }
    }
  }

  #giveTo(replica: Replica, edits: readonly KeptEdit[]): void {
    const { epoch } = this.#host;
    const present = edits.filter((edit) => edit.epoch === epoch);
    const before = edits.filter((edit) => edit.epoch !== epoch);
    if (before.length > 0) this.#giveUp(replica.id, before, 'EPOCH_CHANGED');
    if (present.length === 0) return;
    if (replica.canTake(present)) replica.takeUp(present);
    else this.#wait(replica.id, present);
  }

  /** Tried again whenever the document changes, and given up when nothing came for them. */
  #wait(document: DocumentId, edits: readonly KeptEdit[]): void {
    this.#left.set(document, edits);
    if (this.#waiting.has(document)) return;
    this.#waiting.add(document);
    this.#host.timer.after(PATIENCE_MS, () => {
      this.#waiting.delete(document);
      const left = this.#left.get(document);
      const replica = this.#host.replica(document);
      if (left === undefined || replica?.synced !== true) return;
      this.#left.delete(document);
      replica.takeUp(left);
    });
  }

  #giveUp(document: DocumentId, edits: readonly KeptEdit[], code: RefusalCode): void {
    const words = rawWords(mergeUpdates(edits.map(({ update }) => update)));
    this.#host.drafts.lost(
      document,
      words,
      code,
      edits.map(({ id }) => id),
    );
  }
}
