import * as Y from 'yjs';
import { findCarried, type Carry, type Piece } from './carried.js';
import type { ClockSpans } from './clock-spans.js';

/** Where each fact about a character is kept. */
export interface Ledgers {
  /** The row that brought it. */
  readonly written: ClockSpans;
  /** The row that took it away. */
  readonly removed: ClockSpans;
  /** The row that carried it here, and the row that wrote it first. */
  readonly carried: ClockSpans;
  readonly firstWritten: ClockSpans;
  /** The row that carried it from here. */
  readonly carriedAway: ClockSpans;
}

interface Range {
  readonly client: number;
  readonly from: number;
  readonly to: number;
}

/** Applies rows one by one inside one transaction, and writes down what each of them brought and took away. */
export class RowReader {
  readonly #doc: Y.Doc;
  readonly #ledgers: Ledgers;
  /** Clocks that rows up to now have, by client. */
  readonly #states = new Map<number, number>();
  #transaction: Y.Transaction | null = null;
  /** Entries of the transaction's delete set that earlier rows made, by client. */
  readonly #seen = new Map<number, number>();

  constructor(doc: Y.Doc, ledgers: Ledgers) {
    this.#doc = doc;
    this.#ledgers = ledgers;
  }

  begin(transaction: Y.Transaction): void {
    this.#transaction = transaction;
    this.#seen.clear();
  }

  read(seq: number, bytes: Uint8Array): { added: number; removed: number; moved: number } {
    Y.applyUpdate(this.#doc, bytes);
    const added = this.#added(bytes);
    for (const { client, from, to } of added) this.#ledgers.written.add(client, { from, to, seq });
    const deleted = this.#deleted();
    for (const range of deleted) this.#markRemoved(range, added, seq);
    const removed = deleted.flatMap((range) => outside(range, added));
    const came = added.flatMap((range) => this.#pieces(range, true));
    const went = removed.flatMap((range) => this.#pieces(range, false));
    const carries =
      came.length === 0 || went.length === 0 ? [] : findCarried(this.#sideBySide(removed), came);
    for (const carry of byTarget(carries)) this.#markCarried(carry, seq);
    const moved = lengthOf(carries);
    return { added: lengthOf(came) - moved, removed: lengthOf(went) - moved, moved };
  }

  /** Clocks that the row just applied added. */
  #added(bytes: Uint8Array): Range[] {
    // The first number of an update says of how many clients it has structs: most deletions have none.
    if (bytes[0] === 0) return [];
    const ranges: Range[] = [];
    const only = bytes[0] === 1 ? clientOfOne(bytes) : null;
    for (const client of only === null ? this.#doc.store.clients.keys() : [only]) {
      const from = this.#states.get(client) ?? 0;
      const to = Y.getState(this.#doc.store, client);
      if (to <= from) continue;
      this.#states.set(client, to);
      ranges.push({ client, from, to });
    }
    return ranges;
  }

  /** Clocks that the row just applied deleted first. */
  #deleted(): Range[] {
    const ranges: Range[] = [];
    for (const [client, items] of this.#transaction?.deleteSet.clients ?? []) {
      const from = this.#seen.get(client) ?? 0;
      if (items.length === from) continue;
      this.#seen.set(client, items.length);
      for (const { clock, len } of items.slice(from)) ranges.push({ client, from: clock, to: clock + len });
    }
    return ranges;
  }

  #markRemoved(range: Range, added: readonly Range[], seq: number): void {
    const { client, from, to } = range;
    const own = added.find((one) => one.client === client && one.from <= from && to <= one.to);
    const by = own === undefined ? seq : (this.#deathOfParent(client, from) ?? seq);
    this.#ledgers.removed.add(client, { from, to, seq: by });
  }

  /** What is typed into something already removed goes with it: whoever removed that removed the words (SPEC D62). */
  #deathOfParent(client: number, clock: number): number | null {
    const struct = structAt(this.#doc, client, clock);
    const parent = struct instanceof Y.Item ? struct.parent : null;
    const holder = parent instanceof Y.AbstractType ? parent._item : null;
    if (holder === null || !holder.deleted) return null;
    return this.#ledgers.removed.at(holder.id.client, holder.id.clock).seq;
  }

  /** Words in a range of clocks; of what is new, only those that live. */
  #pieces(range: Range, living: boolean): Piece[] {
    const pieces: Piece[] = [];
    for (const { content, deleted, id } of this.#wordItems(range)) {
      if (!(content instanceof Y.ContentString) || (living && deleted)) continue;
      const clock = Math.max(range.from, id.clock);
      const words = content.str.slice(clock - id.clock, range.to - id.clock);
      pieces.push({ client: range.client, clock, words });
    }
    return pieces;
  }

  /** Stretches of text that the row took out, each as the pieces it was made of. */
  #sideBySide(removed: readonly Range[]): Piece[][] {
    const items = new Set(removed.flatMap((range) => this.#wordItems(range)));
    const parents = new Set([...items].map((item) => item.parent));
    return [...parents].flatMap((parent) =>
      parent instanceof Y.AbstractType ? stretchesIn(parent, items) : [],
    );
  }

  #wordItems({ client, from, to }: Range): Y.Item[] {
    const structs = this.#doc.store.clients.get(client) ?? [];
    const items: Y.Item[] = [];
    for (let at = Y.findIndexSS(structs, from); at < structs.length; at += 1) {
      const struct = structs[at];
      if (struct === undefined || struct.id.clock >= to) break;
      if (struct instanceof Y.Item && struct.content instanceof Y.ContentString) items.push(struct);
    }
    return items;
  }

  #markCarried({ from, to, words: { length } }: Carry, seq: number): void {
    this.#ledgers.carried.add(to.client, { from: to.clock, to: to.clock + length, seq });
    this.#ledgers.carriedAway.add(from.client, { from: from.clock, to: from.clock + length, seq });
    for (let done = 0; done < length;) {
      const at = from.clock + done;
      const first = this.#ledgers.firstWritten.at(from.client, at);
      const written = this.#ledgers.written.at(from.client, at);
      const origin = first.seq ?? written.seq ?? seq;
      const end = Math.min(first.to, written.to, from.clock + length);
      const start = to.clock + done;
      done = end - from.clock;
      this.#ledgers.firstWritten.add(to.client, { from: start, to: to.clock + done, seq: origin });
    }
  }
}

/** Client of an update with structs of one client: `1, number of structs, client, …`. */
function clientOfOne(bytes: Uint8Array): number {
  let at = 1;
  while ((bytes[at] ?? 0) >= 0x80) at += 1;
  at += 1;
  let client = 0;
  for (let unit = 1; ; unit *= 128) {
    const byte = bytes[at] ?? 0;
    client += (byte & 0x7f) * unit;
    if (byte < 0x80) return client;
    at += 1;
  }
}

function structAt(doc: Y.Doc, client: number, clock: number): Y.Item | Y.GC | undefined {
  const structs = doc.store.clients.get(client) ?? [];
  return structs[Y.findIndexSS(structs, clock)];
}

/** The parts of a range that none of `others` has. */
function outside(range: Range, others: readonly Range[]): Range[] {
  const own = others.find(({ client }) => client === range.client);
  if (own === undefined || range.to <= own.from || own.to <= range.from) return [range];
  return range.from < own.from ? [{ ...range, to: own.from }] : [];
}

/** What had been removed before parts nothing. */
function stretchesIn(type: Pick<Y.AbstractType<unknown>, '_start'>, items: ReadonlySet<Y.Item>): Piece[][] {
  const stretches: Piece[][] = [];
  let stretch: Piece[] | null = null;
  for (let item = type._start; item !== null; item = item.right) {
    const { content, id } = item;
    if (!items.has(item)) {
      if (!item.deleted) stretch = null;
    } else if (content instanceof Y.ContentString) {
      if (stretch === null) stretches.push((stretch = []));
      stretch.push({ client: id.client, clock: id.clock, words: content.str });
    }
  }
  return stretches;
}

/** The ledgers are quickest when they are filled in the order of clocks. */
function byTarget(carries: readonly Carry[]): Carry[] {
  return carries.toSorted((a, b) => a.to.client - b.to.client || a.to.clock - b.to.clock);
}

/** Characters, not halves of them. */
function lengthOf(pieces: readonly Pick<Piece, 'words'>[]): number {
  let length = 0;
  for (const { words } of pieces) {
    length += words.length;
    for (let at = 0; at < words.length; at += 1) if (isLowSurrogate(words.charCodeAt(at))) length -= 1;
  }
  return length;
}

const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;
