import { DocumentHistory, Sittings, type DocumentKind } from '@entente/document';
import type { DocumentId } from '@entente/kernel';
import { Injectable } from '@nestjs/common';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { LogReader, type DocumentHead } from '../drafting/index.js';

/** One document's past, as far as it has been read. */
export interface Past {
  readonly kind: DocumentKind;
  readonly history: DocumentHistory;
  readonly sittings: Sittings;
  /** Reads and walks of one past go one after another: a walk pauses, and nothing may come in between. */
  readonly turns: Turns;
}

/** Work that is done alone, in the order in which it was asked for. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  async take<Value>(work: () => Value | Promise<Value>): Promise<Value> {
    const mine = this.#last.then(work);
    // Who fails tells those who asked for it; the next one goes on.
    this.#last = mine.catch(() => undefined);
    return mine;
  }
}

interface Kept {
  readonly past: Past;
  /** The read that is under way, or the last one. */
  reading: Promise<void>;
}

/** Rows that one question to the database brings. */
const PAGE = 5_000;
/** Rows that are applied at once; then others get their turn. A hundred keystrokes take about two milliseconds. */
const BATCH = 100;
/** Rows of all documents that are kept in memory; about a hundred bytes each, text included. */
const KEPT_ROWS = 1_000_000;

/**
 * The pasts of the documents that were looked at last. Each is read from the first row once, by one reader however many wait for
 * it, and from then on only what is new; no state is replayed, so a slider costs a walk over the text (SPEC S130). One document is
 * read at a time, in short turns: live editing does not wait for somebody's look back.
 */
@Injectable()
export class HistoryShelf {
  /** Least recently used first. */
  readonly #kept = new Map<DocumentId, Kept>();
  /** One document is read at a time. */
  readonly #readers = new Turns();

  constructor(private readonly log: LogReader) {}

  /** The past up to at least the head that the caller knows of. */
  async past({ document, kind, head }: Pick<DocumentHead, 'document' | 'kind' | 'head'>): Promise<Past> {
    const kept = this.#kept.get(document) ?? this.#begin(kind);
    this.#kept.delete(document);
    this.#kept.set(document, kept);
    try {
      await kept.reading;
      if (kept.past.history.head < head) {
        kept.reading = this.#readers.take(async () => this.#read(document, kept.past));
        await kept.reading;
      }
    } catch (error) {
      // Half a batch may have been applied: it is begun again the next time.
      if (this.#kept.get(document) === kept) this.#kept.delete(document);
      throw error;
    }
    this.#dropOldest(document);
    return kept.past;
  }

  #begin(kind: DocumentKind): Kept {
    const past = { kind, history: new DocumentHistory(kind), sittings: new Sittings(), turns: new Turns() };
    return { past, reading: Promise.resolve() };
  }

  async #read(document: DocumentId, { history, sittings, turns }: Past): Promise<void> {
    for (;;) {
      const rows = await this.log.rowsAfter(document, history.head, PAGE);
      for (let at = 0; at < rows.length; at += BATCH) {
        await turns.take(() => {
          history.extend(rows.slice(at, at + BATCH));
          // Before others get their turn: who looks then finds the sitting of every row that is there.
          sittings.follow(history);
        });
        await nextTurn();
      }
      if (rows.length < PAGE) return;
    }
  }

  #dropOldest(except: DocumentId): void {
    let rows = 0;
    for (const { past } of this.#kept.values()) rows += past.history.head;
    for (const [document, { past }] of this.#kept) {
      if (rows <= KEPT_ROWS) return;
      if (document === except) continue;
      this.#kept.delete(document);
      rows -= past.history.head;
    }
  }
}
