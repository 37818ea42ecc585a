import { limits } from '@entente/contracts';
import * as Y from 'yjs';
import type { KeptId } from './draft-store.js';

/** Edits merged into one push at most: each brings a few structs, and a push may hold `limits.updateStructs`. */
const EDITS_A_PUSH = 100;

interface Edit {
  readonly update: Uint8Array;
  /** Under which it is kept on the device; none where nothing is. */
  readonly kept: readonly KeptId[];
}

/** One document's own edits that are not known to be committed, in order; at most one push of them is under way. */
export class Outbox {
  #waiting: Edit[] = [];
  #sent: readonly Edit[] | null = null;

  get inFlight(): boolean {
    return this.#sent !== null;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  get unrecorded(): number {
    return this.#waiting.length + (this.#sent?.length ?? 0);
  }

  /** Under which everything here is kept. */
  get kept(): readonly KeptId[] {
    return this.#edits.flatMap(({ kept }) => kept);
  }

  get #edits(): readonly Edit[] {
    return [...(this.#sent ?? []), ...this.#waiting];
  }

  add(update: Uint8Array, kept: readonly KeptId[] = []): void {
    this.#waiting.push({ update, kept });
  }

  /** Keeps what is not kept yet. */
  keep(keeper: (update: Uint8Array) => readonly KeptId[]): void {
    const held = (edit: Edit): Edit =>
      edit.kept.length > 0 ? edit : { update: edit.update, kept: keeper(edit.update) };
    this.#sent = this.#sent?.map(held) ?? null;
    this.#waiting = this.#waiting.map(held);
  }

  /** The next push, merged from as many edits as fit; null while one is under way or nothing waits. */
  take(): Uint8Array | null {
    const [first] = this.#waiting;
    if (this.#sent !== null || first === undefined) return null;
    let edits = 1;
    let size = first.update.length;
    while (edits < Math.min(this.#waiting.length, EDITS_A_PUSH)) {
      size += this.#waiting[edits]?.update.length ?? 0;
      if (size > limits.updateBytes) break;
      edits += 1;
    }
    this.#sent = this.#waiting.slice(0, edits);
    this.#waiting = this.#waiting.slice(edits);
    return edits === 1 ? first.update : Y.mergeUpdates(this.#sent.map(({ update }) => update));
  }

  /** The push under way is committed; under which its edits were kept. */
  recorded(): readonly KeptId[] {
    const kept = this.#sent?.flatMap((edit) => edit.kept) ?? [];
    this.#sent = null;
    return kept;
  }

  /** The push under way has no verdict, or one that says to try again: it goes first the next time. */
  putBack(): void {
    if (this.#sent === null) return;
    this.#waiting = [...this.#sent, ...this.#waiting];
    this.#sent = null;
  }

  /** Everything not recorded gives way to one update that holds it all. */
  replaceWith(update: Uint8Array): void {
    const { kept } = this;
    this.#sent = null;
    this.#waiting = [{ update, kept }];
  }

  /** Everything not recorded, as one update; null where there is nothing. */
  all(): Uint8Array | null {
    const edits = this.#edits;
    return edits.length === 0 ? null : Y.mergeUpdates(edits.map(({ update }) => update));
  }

  clear(): void {
    this.#waiting = [];
    this.#sent = null;
  }
}
