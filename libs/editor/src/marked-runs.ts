import { markedWords, readSuggestionKey, schema, suggestionKey } from '@entente/document';
import type { DelegationCode } from '@entente/kernel';
import { Mark, type Node } from 'prosemirror-model';
import * as Y from 'yjs';

/** One UTF-16 unit of a block's words, with the keys of the marks over it in order. */
interface Unit {
  readonly unit: string;
  readonly keys: readonly string[];
}

export function keyOfMark({ type, attrs }: Mark): string {
  return suggestionKey({
    kind: type === schema.marks.insertion ? 'insertion' : 'deletion',
    delegation: String(attrs['delegation']) as DelegationCode,
    id: String(attrs['id']),
  });
}

/** The mark that shows a format key; null where the key is no suggestion's. */
export function markOfKey(key: string): Mark | null {
  const found = readSuggestionKey(key);
  if (found === null) return null;
  const { kind, delegation, id } = found;
  return schema.marks[kind].create({ delegation, id });
}

/** Marks in the one order in which words are read: of equal sets ProseMirror would else see a difference. */
export function markSet(marks: readonly Mark[]): readonly Mark[] {
  const keyed = marks.map((mark) => ({ mark, key: keyOfMark(mark) }));
  return Mark.setFrom(keyed.toSorted((one, other) => (one.key < other.key ? -1 : 1)).map(({ mark }) => mark));
}

function unitsOf(words: string, keys: readonly string[]): Unit[] {
  return words.split('').map((unit) => ({ unit, keys }));
}

function unitsOfRuns(runs: readonly Y.XmlText[]): Unit[] {
  return runs.flatMap((run) =>
    [...markedWords(run)].flatMap(({ words, marks }) => unitsOf(words, [...marks.keys()].toSorted())),
  );
}

function unitsOfNode(node: Node): Unit[] {
  return node.children.flatMap((text) => unitsOf(text.text ?? '', text.marks.map(keyOfMark).toSorted()));
}

/** Whether anything in a block is, or ever was, marked: then its words are written here and not by y-prosemirror. */
export function isMarked(runs: readonly Y.XmlText[], node: Node): boolean {
  return runs.some((run) => run._hasFormatting) || node.children.some(({ marks }) => marks.length > 0);
}

const insertionsOf = ({ keys }: Unit): string => keys.filter((key) => key.startsWith('insertion')).join();

function isSame(one: Unit | undefined, other: Unit | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  return one.unit === other.unit && insertionsOf(one) === insertionsOf(other);
}

/** `old[from, to)` becomes `words`. */
interface Change {
  readonly from: number;
  readonly to: number;
  readonly words: readonly Unit[];
}

const isHigh = (unit: Unit | undefined): boolean => unit !== undefined && /[\ud800-\udbff]/u.test(unit.unit);

/** How many units at the end are the same, no surrogate pair cut. */
function sameTail(old: readonly Unit[], words: readonly Unit[]): number {
  const shorter = Math.min(old.length, words.length);
  let tail = 0;
  while (tail < shorter && isSame(old[old.length - 1 - tail], words[words.length - 1 - tail])) tail += 1;
  return tail > 0 && isHigh(old[old.length - tail - 1]) ? tail - 1 : tail;
}

/** The changed stretch, by words and by whose suggestion they are; `at`: where `old` begins. Never cuts a surrogate pair. */
function stretch(old: readonly Unit[], words: readonly Unit[], at: number): Change[] {
  const shorter = Math.min(old.length, words.length);
  let from = 0;
  while (from < shorter && isSame(old[from], words[from])) from += 1;
  if (from > 0 && isHigh(old[from - 1])) from -= 1;
  const tail = sameTail(old.slice(from), words.slice(from));
  const change = {
    from: at + from,
    to: at + old.length - tail,
    words: words.slice(from, words.length - tail),
  };
  return change.to === change.from && change.words.length === 0 ? [] : [change];
}

function isOwn({ keys }: Unit, speaker: DelegationCode): boolean {
  return keys.some((key) => key.startsWith(`insertion--${speaker}--`));
}

/**
 * Where only suggestions of the speaker came and went, all other words pair up one to one, and what changed lies in the gaps
 * between them: so no word that is there is ever written again, which would make it another's.
 */
function inGaps(old: readonly Unit[], words: readonly Unit[], speaker: DelegationCode): Change[] | null {
  const fixed = (units: readonly Unit[]): number[] => [
    ...units.flatMap((unit, at) => (isOwn(unit, speaker) ? [] : [at])),
    units.length,
  ];
  const were = fixed(old);
  const are = fixed(words);
  if (were.length !== are.length) return null;
  const changes: Change[] = [];
  let [from, start] = [0, 0];
  for (const [n, to] of were.entries()) {
    const end = are[n] ?? words.length;
    if (to < old.length && !isSame(old[to], words[end])) return null;
    changes.push(...stretch(old.slice(from, to), words.slice(start, end), from));
    [from, start] = [to + 1, end + 1];
  }
  return changes;
}

interface Writing {
  readonly runs: readonly Y.XmlText[];
  readonly transaction: Y.Transaction;
}

/** The run that holds a place among all the words, and where in it; at a seam the earlier one. */
function placeIn(runs: readonly Y.XmlText[], at: number): { run: Y.XmlText; index: number } | null {
  let rest = at;
  for (const run of runs) {
    if (rest <= run.length) return { run, index: rest };
    rest -= run.length;
  }
  return null;
}

/** Cuts [from, to) of all the words into the parts that lie in one run each. */
function partsOf(
  runs: readonly Y.XmlText[],
  from: number,
  to: number,
): { run: Y.XmlText; index: number; length: number }[] {
  let start = 0;
  return runs.flatMap((run) => {
    const [first, last] = [Math.max(from, start), Math.min(to, start + run.length)];
    const part = { run, index: first - start, length: last - first };
    start += run.length;
    return part.length > 0 ? [part] : [];
  });
}

/**
 * Deletes words and leaves every format item where it is: `Y.Text.delete` tidies those that become redundant, and so takes others'
 * unsent words out of the suggestion they are typed into (document SPEC D34).
 */
function deleteWords(
  { run, index, length }: { run: Y.XmlText; index: number; length: number },
  transaction: Y.Transaction,
): void {
  // Formatting with nothing only makes items begin and end at these places.
  run.format(index, length, {});
  let at = 0;
  for (const { item, words } of markedWords(run)) {
    if (at >= index && at < index + length) item.delete(transaction);
    at += words.length;
  }
  if (run._searchMarker !== null) run._searchMarker.length = 0;
}

const formatOf = (keys: readonly string[]): Record<string, true> =>
  Object.fromEntries(keys.map((key) => [key, true]));

/** Neighbouring units with the same keys, as words. */
function grouped(units: readonly Unit[]): { words: string; keys: readonly string[] }[] {
  const groups: { words: string; keys: readonly string[] }[] = [];
  for (const { unit, keys } of units) {
    const last = groups.at(-1);
    if (last !== undefined && last.keys.join() === keys.join()) last.words += unit;
    else groups.push({ words: unit, keys });
  }
  return groups;
}

function writeChange({ from, to, words }: Change, { runs, transaction }: Writing): void {
  for (const part of partsOf(runs, from, to)) deleteWords(part, transaction);
  let at = from;
  for (const group of grouped(words)) {
    const place = placeIn(runs, at);
    place?.run.insert(place.index, group.words, formatOf(group.keys));
    at += group.words.length;
  }
}

/** Marks that words lack or have too many of, stretch by stretch; the words agree by now. */
function writeMarks(words: readonly Unit[], { runs }: Writing): void {
  const differences = unitsOfRuns(runs).map(({ keys }, at): Record<string, true | null> => {
    const wanted = words[at]?.keys ?? [];
    const added = wanted.filter((key) => !keys.includes(key)).map((key) => [key, true] as const);
    const removed = keys.filter((key) => !wanted.includes(key)).map((key) => [key, null] as const);
    return Object.fromEntries([...added, ...removed]);
  });
  let from = 0;
  while (from < differences.length) {
    const format = differences[from] ?? {};
    const name = JSON.stringify(format);
    let to = from + 1;
    while (to < differences.length && JSON.stringify(differences[to]) === name) to += 1;
    if (name !== '{}')
      for (const { run, index, length } of partsOf(runs, from, to)) run.format(index, length, { ...format });
    from = to;
  }
}

/** Makes the runs of a block show `node`: the changed words only, then the marks that differ. */
export function writeMarkedRuns(element: Y.XmlElement, node: Node, speaker: DelegationCode): void {
  const words = unitsOfNode(node);
  element.doc?.transact((transaction) => {
    if (element.length === 0) element.insert(0, [new Y.XmlText()]);
    const runs = element.toArray().filter((child) => child instanceof Y.XmlText);
    const old = unitsOfRuns(runs);
    const changes = inGaps(old, words, speaker) ?? stretch(old, words, 0);
    const writing = { runs, transaction };
    // Last first: what is written moves nothing before it.
    for (const change of [...changes].reverse()) writeChange(change, writing);
    writeMarks(words, writing);
  });
}
