import { limits } from '@entente/contracts';
import * as Y from 'yjs';

/** Edits merged into one push at most: each brings a few structs, and a push may hold `limits.updateStructs`. */
const EDITS_A_PUSH = 100;

/** One document's own edits that are not known to be committed, in order; at most one push of them is under way. */
export class Outbox {
  #waiting: Uint8Array[] = [];
  #sent: readonly Uint8Array[] | null = null;

  get inFlight(): boolean {
    return this.#sent !== null;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  get unrecorded(): number {
    return this.#waiting.length + (this.#sent?.length ?? 0);
  }

  add(edit: Uint8Array): void {
    this.#waiting.push(edit);
  }

  /** The next push, merged from as many edits as fit; null while one is under way or nothing waits. */
  take(): Uint8Array | null {
    const [first] = this.#waiting;
    if (this.#sent !== null || first === undefined) return null;
    let edits = 1;
    let size = first.length;
    while (edits < Math.min(this.#waiting.length, EDITS_A_PUSH)) {
      size += this.#waiting[edits]?.length ?? 0;
      if (size > limits.updateBytes) break;
      edits += 1;
    }
    this.#sent = this.#waiting.slice(0, edits);
    this.#waiting = this.#waiting.slice(edits);
    return edits === 1 ? first : Y.mergeUpdates([...this.#sent]);
  }

  /** The push under way is committed. */
  recorded(): void {
    this.#sent = null;
  }

  /** The push under way has no verdict, or one that says to try again: it goes first the next time. */
  putBack(): void {
    if (this.#sent === null) return;
    this.#waiting = [...this.#sent, ...this.#waiting];
    this.#sent = null;
  }

  /** Everything not recorded gives way to one update that holds it all. */
  replaceWith(edit: Uint8Array): void {
    this.#sent = null;
    this.#waiting = [edit];
  }

  /** Everything not recorded, as one update; null where there is nothing. */
  all(): Uint8Array | null {
    const edits = [...(this.#sent ?? []), ...this.#waiting];
    return edits.length === 0 ? null : Y.mergeUpdates(edits);
  }

  clear(): void {
    this.#waiting = [];
    this.#sent = null;
  }
}
