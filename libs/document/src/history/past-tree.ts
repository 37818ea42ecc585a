import * as Y from 'yjs';
import { applyFormat } from '../marked-text.js';
import type { ReadableType } from '../read-yjs.js';
import type { SuggestionMark } from '../suggestion-mark.js';
import { isPastRun, type PastNode, type PastRun } from './history-types.js';
import type { Ledgers } from './row-reader.js';

/** Which moment is looked at, and what is known about each character. */
export interface PastView extends Ledgers {
  readonly seq: number;
  readonly withRemoved: boolean;
  readonly pace: Pace;
}

/** A walk pauses after so many items: about five milliseconds of them. */
const STEP = 2_000;

/** Counts the items of a walk. */
export class Pace {
  #left = STEP;

  /** Counts one more; true where it is time to pause. */
  isOver(): boolean {
    this.#left -= 1;
    if (this.#left > 0) return false;
    this.#left = STEP;
    return true;
  }
}

/** Pauses now and then; the document must not change before it is done. */
export type PastWalk<Value> = Generator<undefined, Value, undefined>;

/** When something came and went, as of the moment looked at; null: it had not come. */
interface Stay {
  readonly written: number;
  readonly removed: number | null;
}

type Child = PastNode | PastRun;

/** The children of a type as they stood, `Y.XmlText` being no node of its own: its words are its parent's. */
export function* pastChildren(type: ReadableType, view: PastView): PastWalk<Child[]> {
  const children: Child[] = [];
  for (let item = type._start; item !== null; item = item.right) {
    if (view.pace.isOver()) yield;
    if (item.content instanceof Y.ContentType) yield* addType(item, item.content.type, view, children);
  }
  return children;
}

const NO_MARKS: readonly SuggestionMark[] = [];

/** The words of one text, each under the marks that were in force at its place. */
function* addText(text: ReadableType, view: PastView, into: Child[]): PastWalk<void> {
  const inForce = new Map<string, SuggestionMark>();
  let marks = NO_MARKS;
  for (let item = text._start; item !== null; item = item.right) {
    if (view.pace.isOver()) yield;
    const { content, id } = item;
    if (content instanceof Y.ContentString) addWords(item, content.str, { ...view, marks }, into);
    else if (content instanceof Y.ContentFormat && stayOf(id.client, id.clock, view)?.removed === null) {
      applyFormat(inForce, content);
      marks = inForce.size === 0 ? NO_MARKS : [...inForce.values()];
    }
  }
}

function* addType(
  item: Y.Item,
  type: Y.AbstractType<unknown>,
  view: PastView,
  into: Child[],
): PastWalk<void> {
  const stay = stayOf(item.id.client, item.id.clock, view);
  if (stay === null || (stay.removed !== null && !view.withRemoved)) return;
  if (type instanceof Y.XmlText) {
    yield* addText(type, view, into);
    return;
  }
  if (!(type instanceof Y.XmlElement)) return;
  const children = yield* pastChildren(type, view);
  // What was removed and has no words left to show (they were carried elsewhere) is only in the way.
  if (stay.removed !== null && children.length === 0) return;
  into.push({ name: type.nodeName, attributes: pastAttributes(type, stay.removed, view), ...stay, children });
}

function stayOf(client: number, clock: number, view: PastView): Stay | null {
  const written = view.written.at(client, clock).seq;
  if (written === null || written > view.seq) return null;
  const removed = view.removed.at(client, clock).seq;
  return { written, removed: removed !== null && removed <= view.seq ? removed : null };
}

/** Attributes as they stood: of each the last value that had been given, where it had not been taken away. */
function pastAttributes(
  type: ReadableType,
  nodeRemoved: number | null,
  view: PastView,
): Record<string, string> {
  const entries: [string, string][] = [];
  for (const [name, newest] of type._map) {
    const { value, stay } = lastGiven(newest, view);
    // A removed node keeps what it had when it was removed.
    if (stay === null || (stay.removed !== null && stay.removed !== nodeRemoved)) continue;
    if (typeof value === 'string') entries.push([name, value]);
  }
  return Object.fromEntries(entries);
}

/** Of the values given one after another the last that had come. Yjs joins values of one hand that went into one item. */
function lastGiven(newest: Y.Item, view: PastView): { readonly value: unknown; readonly stay: Stay | null } {
  for (let item: Y.Item | null = newest; item !== null; item = item.left) {
    const { client, clock } = item.id;
    for (let place = item.length - 1; place >= 0; place -= 1) {
      const stay = stayOf(client, clock + place, view);
      const value: unknown = item.content instanceof Y.ContentAny ? item.content.arr[place] : null;
      if (stay !== null) return { value, stay };
    }
  }
  return { value: null, stay: null };
}

type TextView = PastView & { readonly marks: readonly SuggestionMark[] };

function addWords(item: Y.Item, words: string, view: TextView, into: Child[]): void {
  const { client, clock } = item.id;
  for (let from = 0; from < words.length;) {
    const { run, to } = runAt(client, clock + from, view);
    const end = Math.min(to - clock, words.length);
    if (run !== null) append(into, { ...run, text: words.slice(from, end), marks: view.marks });
    from = end;
  }
}

/** What is known about one character, and up to which clock the same holds. */
function runAt(
  client: number,
  clock: number,
  view: PastView,
): { run: Omit<PastRun, 'text' | 'marks'> | null; to: number } {
  const written = view.written.at(client, clock);
  const removed = view.removed.at(client, clock);
  const carried = view.carried.at(client, clock);
  const first = view.firstWritten.at(client, clock);
  const away = view.carriedAway.at(client, clock);
  const to = Math.min(written.to, removed.to, carried.to, first.to, away.to);
  if (written.seq === null || written.seq > view.seq) return { run: null, to };
  const gone = removed.seq !== null && removed.seq <= view.seq ? removed.seq : null;
  const moved = away.seq !== null && away.seq <= view.seq;
  if (gone !== null && (!view.withRemoved || moved)) return { run: null, to };
  return { run: { written: first.seq ?? written.seq, carried: carried.seq, removed: gone }, to };
}

function append(into: Child[], run: PastRun): void {
  const last = into.at(-1);
  if (last !== undefined && isPastRun(last) && sameRows(last, run)) {
    into[into.length - 1] = { ...last, text: last.text + run.text };
  } else into.push(run);
}

function sameRows(one: PastRun, other: PastRun): boolean {
  const rows = one.written === other.written && one.carried === other.carried;
  return rows && one.removed === other.removed && one.marks === other.marks;
}
