import type { DocumentId } from '@entente/kernel';
import type { SeededRandom } from '@entente/testing';

interface Page {
  /** Typed or removed, and no word yet that it is recorded. */
  readonly pending: { readonly word: string; readonly removed: boolean }[];
  readonly present: Set<string>;
  readonly gone: Set<string>;
}

/** What one typist did in each document, and what of it the server said is recorded. */
export class Ledger {
  readonly #pages = new Map<DocumentId, Page>();

  typed(document: DocumentId, word: string): void {
    this.#page(document).pending.push({ word, removed: false });
  }

  removed(document: DocumentId, word: string): void {
    this.#page(document).pending.push({ word, removed: true });
  }

  /** Everything done in the document so far is recorded. */
  acknowledged(document: DocumentId): void {
    const { pending, present, gone } = this.#page(document);
    for (const { word, removed } of pending.splice(0)) {
      const [to, from] = removed ? [gone, present] : [present, gone];
      to.add(word);
      from.delete(word);
    }
  }

  /** What had no verdict is taken out of the text again; of a part of it the verdict may only have been on its way. */
  handedBack(document: DocumentId): void {
    const { pending, present, gone } = this.#page(document);
    for (const { word, removed } of pending.splice(0)) (removed ? present : gone).delete(word);
  }

  documents(): readonly DocumentId[] {
    return [...this.#pages.keys()];
  }

  /** A recorded word of this document that nobody has touched since. */
  someWord(document: DocumentId, random: SeededRandom): string | undefined {
    const { present, pending } = this.#page(document);
    const free = [...present].filter((word) => !pending.some((edit) => edit.word === word));
    return free.length === 0 ? undefined : random.pick(free);
  }

  /** Recorded edits that `text` contradicts. A word whose removal or return was sent and not yet answered may be there or not. */
  contradictions(document: DocumentId, text: string): readonly string[] {
    const { present, gone, pending } = this.#page(document);
    const open = new Set(pending.map(({ word }) => word));
    const words = new Set(text.split(/\s+/).flatMap((part) => part.match(/\w+x\d+x/g) ?? []));
    const missing = [...present].filter((word) => !open.has(word) && !words.has(word));
    const back = [...gone].filter((word) => !open.has(word) && words.has(word));
    return [...missing.map((word) => `lost ${word}`), ...back.map((word) => `came back ${word}`)];
  }

  /** How many edits were recorded. */
  get size(): number {
    return [...this.#pages.values()].reduce(
      (sum, { present, gone }) => sum + present.size + 2 * gone.size,
      0,
    );
  }

  #page(document: DocumentId): Page {
    const page = this.#pages.get(document) ?? { pending: [], present: new Set(), gone: new Set() };
    this.#pages.set(document, page);
    return page;
  }
}
