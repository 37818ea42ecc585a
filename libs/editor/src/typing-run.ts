import type { Transaction } from 'prosemirror-state';
import { ReplaceStep, type Mapping } from 'prosemirror-transform';
import { isFromDocuments } from './transaction-source.js';

/** A pause in typing after which an undo step may end, in ms; it ends between words only. */
const PAUSE_MS = 500;

/** A change of words inside one block. */
interface Change {
  readonly from: number;
  readonly to: number;
  readonly typed: string;
  readonly erased: string;
  readonly time: number;
}

/** What was typed or erased in one go: where it stands now, and its outermost characters. */
interface Run {
  readonly kind: 'type' | 'erase';
  readonly from: number;
  readonly to: number;
  readonly first: string;
  readonly last: string;
  readonly time: number;
}

const LETTER_BEFORE = /[\p{L}\p{N}\p{M}'’-]$/u;
const LETTER_AFTER = /^[\p{L}\p{N}\p{M}'’-]/u;

function inWord(before: string, after: string): boolean {
  return LETTER_BEFORE.test(before) && LETTER_AFTER.test(after);
}

/** The one change of words that these transactions are; null where they are more, or a paste, cut or drop. */
function changeOf(transactions: readonly Transaction[]): Change | null {
  const [tr, ...more] = transactions.filter(({ docChanged }) => docChanged);
  const step = tr?.steps[0];
  if (tr === undefined || more.length > 0 || tr.steps.length > 1 || !(step instanceof ReplaceStep))
    return null;
  if (tr.getMeta('uiEvent') !== undefined) return null;
  const { from, to, slice } = step;
  const $from = tr.before.resolve(from);
  const isWords = slice.content.content.every((node) => node.isText);
  if (!$from.parent.isTextblock || to > $from.end() || !isWords) return null;
  const typed = slice.content.textBetween(0, slice.content.size);
  return { from, to, typed, erased: tr.before.textBetween(from, to), time: tr.time };
}

function begun({ from, to, typed, erased, time }: Change): Run | null {
  if (typed !== '') return { kind: 'type', from, to: from + typed.length, first: typed, last: typed, time };
  return to > from ? { kind: 'erase', from, to: from, first: erased, last: erased, time } : null;
}

/** The run with the change in it; null where the change does not go on with it. */
function extended(run: Run, change: Change): Run | null {
  return run.kind === 'type' ? typedOn(run, change) : erasedOn(run, change);
}

function typedOn(run: Run, { from, to, typed, time }: Change): Run | null {
  if (from < run.from || to > run.to) return null;
  const atEnd = from === run.to;
  const late = time - run.time > PAUSE_MS;
  if (late && !(atEnd && inWord(run.last, typed))) return null;
  return {
    ...run,
    to: run.to - (to - from) + typed.length,
    last: atEnd ? typed : run.last,
    time,
  };
}

function erasedOn(run: Run, { from, to, typed, erased, time }: Change): Run | null {
  if (typed !== '' || (to !== run.from && from !== run.from)) return null;
  const back = to === run.from;
  const late = time - run.time > PAUSE_MS;
  if (late && !(back ? inWord(erased, run.first) : inWord(run.last, erased))) return null;
  const ends = back ? { first: erased } : { last: erased };
  return { ...run, ...ends, from, to: from, time };
}

function moved(run: Run, mapping: Mapping): Run {
  const from = mapping.map(run.from, 1);
  return { ...run, from, to: Math.max(from, mapping.map(run.to, -1)) };
}

/**
 * Tells what of the person's typing is one act for undo: words typed or erased in one go, up to a pause between words. Every other
 * change is an act of its own.
 */
export class TypingRun {
  private run: Run | null = null;

  /** Takes in what was just done; whether it goes on with what was typed before. */
  goesOn(transactions: readonly Transaction[]): boolean {
    if (transactions.some(isFromDocuments)) {
      for (const { mapping } of transactions) this.run = this.run === null ? null : moved(this.run, mapping);
      return false;
    }
    const change = changeOf(transactions);
    const longer = this.run === null || change === null ? null : extended(this.run, change);
    this.run = longer ?? (change === null ? null : begun(change));
    return longer !== null;
  }
}
