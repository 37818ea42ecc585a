import type { Instant } from '@entente/kernel';
import type { DocumentHistory } from './document-history.js';
import type { Hand, RowFacts } from './history-types.js';

/** Who sends nothing for so long has got up: what comes after is another sitting. */
export const SITTING_GAP_MS = 300_000;

/** One person's rows in one document without a long break; other people's rows may stand among them. */
export interface Sitting extends Hand {
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly from: Instant;
  readonly to: Instant;
  readonly rows: number;
  readonly added: number;
  readonly removed: number;
  readonly moved: number;
}

/** The sittings of one document, kept as its history grows (SPEC D65). */
export class Sittings {
  readonly #all: Sitting[] = [];
  /** Of each hand the sitting that its next row may join. */
  readonly #last = new Map<string, number>();
  readonly #ofRow: number[] = [];

  /** In the order of their first rows. */
  get all(): readonly Sitting[] {
    return this.#all;
  }

  /** The sitting that a row belongs to. Throws for a row that there is not. */
  of(seq: number): Sitting {
    const sitting = this.#all[this.#ofRow[seq - 1] ?? -1];
    if (sitting === undefined) throw new Error(`no row ${String(seq)}`);
    return sitting;
  }

  /** Takes the rows that the history has had since. */
  follow(history: DocumentHistory): void {
    for (let seq = this.#ofRow.length + 1; seq <= history.head; seq += 1) {
      const row = history.row(seq);
      const key = `${row.person} ${row.delegation}`;
      const at = this.#last.get(key) ?? -1;
      const last = this.#all[at];
      const joins = last !== undefined && row.receivedAt - last.to <= SITTING_GAP_MS;
      const index = joins ? at : this.#all.length;
      this.#all[index] = joins ? joined(last, row) : begun(row);
      this.#last.set(key, index);
      this.#ofRow.push(index);
    }
  }
}

function begun({ seq, receivedAt, ...facts }: RowFacts): Sitting {
  return { ...facts, fromSeq: seq, toSeq: seq, from: receivedAt, to: receivedAt, rows: 1 };
}

function joined(sitting: Sitting, row: RowFacts): Sitting {
  return {
    ...sitting,
    toSeq: row.seq,
    to: row.receivedAt,
    rows: sitting.rows + 1,
    added: sitting.added + row.added,
    removed: sitting.removed + row.removed,
    moved: sitting.moved + row.moved,
  };
}
