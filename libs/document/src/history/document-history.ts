import type { Instant } from '@entente/kernel';
import * as Y from 'yjs';
import { keepMarks } from '../marked-text.js';
import { shapeOf, type DocumentKind } from '../shape.js';
import { ClockSpans } from './clock-spans.js';
import type { Hand, HistoryRow, PastNode, PastRun, RowFacts } from './history-types.js';
import { Pace, pastChildren, type PastWalk } from './past-tree.js';
import { RowReader } from './row-reader.js';

/**
 * Every state that one document was ever in, from the rows of its log. Yjs never reorders what it has placed, so one document
 * that keeps what was deleted, with the row that wrote and the row that removed each character, holds them all: a state at a
 * `seq` is a walk over it, and no state is replayed twice (SPEC D60). `extend` takes any number of rows at a time: who has many
 * hands over a few hundred, and lets others work in between.
 */
export class DocumentHistory {
  readonly kind: DocumentKind;
  readonly #doc: Y.Doc;
  readonly #written = new ClockSpans();
  readonly #removed = new ClockSpans();
  readonly #carried = new ClockSpans();
  /** Where carried words were first written; the rest of them is in `#written`. */
  readonly #firstWritten = new ClockSpans();
  readonly #carriedAway = new ClockSpans();
  readonly #hands: Hand[] = [];
  readonly #handIndex = new Map<string, number>();
  readonly #rows = {
    hand: [] as number[],
    at: [] as Instant[],
    added: [] as number[],
    removed: [] as number[],
    moved: [] as number[],
  };
  readonly #reader: RowReader;

  constructor(kind: DocumentKind) {
    this.kind = kind;
    // The guid is never sent; id 0 is never leased: this replica only reads.
    this.#doc = new Y.Doc({ gc: false, guid: 'history' });
    this.#doc.clientID = 0;
    keepMarks(this.#doc);
    this.#doc.getXmlFragment(shapeOf(kind).root);
    this.#reader = new RowReader(this.#doc, {
      written: this.#written,
      removed: this.#removed,
      carried: this.#carried,
      firstWritten: this.#firstWritten,
      carriedAway: this.#carriedAway,
    });
  }

  /** `seq` of the newest row. */
  get head(): number {
    return this.#rows.at.length;
  }

  /** Takes the rows that follow the head. Throws where one is missing: the log has no gaps. */
  extend(rows: readonly HistoryRow[]): void {
    Y.transact(
      this.#doc,
      (transaction) => {
        this.#reader.begin(transaction);
        for (const row of rows) this.#take(row);
      },
      null,
      false,
    );
    if (this.#doc.store.pendingStructs !== null || this.#doc.store.pendingDs !== null) {
      throw new Error('a row refers to what the rows before it do not have');
    }
  }

  /** What a row did. Throws for a row that there is not. */
  row(seq: number): RowFacts {
    const { hand, at, added, removed, moved } = this.#rows;
    const by = this.#hands[hand[seq - 1] ?? -1];
    const receivedAt = at[seq - 1];
    if (by === undefined || receivedAt === undefined) throw new Error(`no row ${String(seq)}`);
    return {
      ...by,
      seq,
      receivedAt,
      added: added[seq - 1] ?? 0,
      removed: removed[seq - 1] ?? 0,
      moved: moved[seq - 1] ?? 0,
    };
  }

  /** `seq` of the last row received at or before an instant; 0 before the first. */
  seqAt(instant: Instant): number {
    const { at } = this.#rows;
    let low = 0;
    let high = at.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((at[middle] ?? 0) <= instant) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /**
   * What stood in the document after row `seq`; with `removed`, also what had been taken away by then, at its place, except
   * words that were carried elsewhere.
   */
  at(seq: number, options: { readonly removed: boolean }): (PastNode | PastRun)[] {
    const walk = this.walk(seq, options);
    for (;;) {
      const step = walk.next();
      if (step.done === true) return step.value;
    }
  }

  /**
   * The same in steps of some milliseconds, so that whoever walks over a long text can let others work in between. No row may be
   * taken before the walk is done.
   */
  walk(seq: number, { removed }: { readonly removed: boolean }): PastWalk<(PastNode | PastRun)[]> {
    const root = this.#doc.getXmlFragment(shapeOf(this.kind).root);
    return pastChildren(root, {
      seq,
      withRemoved: removed,
      pace: new Pace(),
      written: this.#written,
      removed: this.#removed,
      carried: this.#carried,
      firstWritten: this.#firstWritten,
      carriedAway: this.#carriedAway,
    });
  }

  #take(row: HistoryRow): void {
    if (row.seq !== this.head + 1) throw new Error(`row ${String(row.seq)} follows ${String(this.head)}`);
    const facts = this.#reader.read(row.seq, row.bytes);
    this.#rows.hand.push(this.#handOf(row));
    this.#rows.at.push(row.receivedAt);
    this.#rows.added.push(facts.added);
    this.#rows.removed.push(facts.removed);
    this.#rows.moved.push(facts.moved);
  }

  #handOf({ author, delegation }: HistoryRow): number {
    const key = `${author} ${delegation}`;
    const known = this.#handIndex.get(key);
    if (known !== undefined) return known;
    const index = this.#hands.push({ person: author, delegation }) - 1;
    this.#handIndex.set(key, index);
    return index;
  }
}
