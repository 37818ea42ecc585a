import * as Y from 'yjs';
import { elementOf } from '../build-section.js';
import { longestKeptOrder } from '../longest-kept-order.js';
import { acceptedWords, isAccepted, markedWords } from '../marked-text.js';
import { isRun } from '../normalise-tree.js';
import { livingAttributes } from '../read-yjs.js';
import { CONTENT_ROOT } from '../shape.js';
import type { CanonicalNode } from '../tree.js';
import { wordDiff } from '../word-diff.js';

type Blocks = Y.XmlFragment | Y.XmlElement;
type Pair = readonly [current: number, target: number];

/**
 * The update (version 1), in the name of `client`, that makes the text of `doc` that of a past `tree` of the section: words that
 * are the same stay whose they are, blocks are matched by id (SPEC D66). The same document, tree and client give the same bytes.
 * Null where nothing differs. Changes `doc`.
 */
export function restoreSection(doc: Y.Doc, tree: CanonicalNode, client: number): Uint8Array | null {
  const updates: Uint8Array[] = [];
  const keep = (update: Uint8Array): void => {
    updates.push(update);
  };
  doc.clientID = client;
  doc.on('update', keep);
  doc.transact(() => {
    restoreBlocks(doc.getXmlFragment(CONTENT_ROOT), blocksIn(tree));
  });
  doc.off('update', keep);
  return updates.length === 0 ? null : Y.mergeUpdates(updates);
}

const blocksIn = (node: CanonicalNode): CanonicalNode[] =>
  node[2].filter((child): child is CanonicalNode => !isRun(child));

function restoreBlocks(parent: Blocks, target: readonly CanonicalNode[]): void {
  const current = parent.toArray();
  const pairs = pairUp(current, target);
  const kept = new Map(pairs.map(([from, to]) => [to, current[from]]));
  const stays = new Set(pairs.map(([from]) => from));
  for (let at = current.length - 1; at >= 0; at -= 1) if (!stays.has(at)) parent.delete(at, 1);
  for (const [at, node] of target.entries()) {
    const block = kept.get(at);
    if (block instanceof Y.XmlElement) restoreBlock(block, node);
    else parent.insert(at, [elementOf(node)]);
  }
}

function restoreBlock(block: Y.XmlElement, node: CanonicalNode): void {
  const blocks = blocksIn(node);
  const holdsBlocks = block.toArray().some((child) => child instanceof Y.XmlElement);
  if (blocks.length > 0 || holdsBlocks) restoreBlocks(block, blocks);
  else restoreWords(block, wordsIn(node));
}

/** Which blocks are the same block, in the order of both: by id, without one by their words, the rest in between by name. */
function pairUp(current: readonly unknown[], target: readonly CanonicalNode[]): Pair[] {
  const places = new Map<string, number[]>();
  for (const [at, child] of current.entries()) {
    const key = child instanceof Y.XmlElement ? keyOf(nameOf(child), idIn(child), wordsBelow(child)) : null;
    if (key !== null) places.set(key, [...(places.get(key) ?? []), at]);
  }
  const alike: Pair[] = [];
  for (const [at, node] of target.entries()) {
    const place = places.get(keyOf(node[0], node[1]['id'], wordsIn(node)))?.shift();
    if (place !== undefined) alike.push([place, at]);
  }
  const order = longestKeptOrder(alike.map(([from]) => from));
  const pairs = alike.filter((_pair, index) => order.has(index));
  return [...pairs, ...pairsBetween(pairs, current, target)].toSorted(([, a], [, b]) => a - b);
}

/** Blocks without id whose words changed: one after another, where the blocks around them are the same. */
function pairsBetween(
  pairs: readonly Pair[],
  current: readonly unknown[],
  target: readonly CanonicalNode[],
): Pair[] {
  const found: Pair[] = [];
  let [from, to] = [0, 0];
  for (const [nextFrom, nextTo] of [...pairs, [current.length, target.length] as const]) {
    for (; to < nextTo; to += 1) {
      const name = target[to]?.[1]['id'] === undefined ? target[to]?.[0] : undefined;
      const at = current.findIndex(
        (child, place) =>
          place >= from &&
          place < nextFrom &&
          child instanceof Y.XmlElement &&
          nameOf(child) === name &&
          idIn(child) === undefined,
      );
      if (at < 0) continue;
      found.push([at, to]);
      from = at + 1;
    }
    [from, to] = [nextFrom + 1, nextTo + 1];
  }
  return found;
}

const nameOf = (element: Y.XmlElement): string => element.nodeName;

const keyOf = (name: string, id: string | undefined, words: string): string =>
  id === undefined ? `${name}\n${words}` : `${name} ${id}`;

function idIn(element: Y.XmlElement): string | undefined {
  const value = new Map(livingAttributes(element)).get('id');
  return typeof value === 'string' ? value : undefined;
}

function wordsIn(node: CanonicalNode): string {
  return node[2].map((child) => (isRun(child) ? child[1] : wordsIn(child))).join('');
}

function wordsBelow(element: Y.XmlElement): string {
  return element
    .toArray()
    .map((child) => {
      if (child instanceof Y.XmlText) return acceptedWords(child);
      return child instanceof Y.XmlElement ? wordsBelow(child) : '';
    })
    .join('');
}

function restoreWords(block: Y.XmlElement, words: string): void {
  const texts = block.toArray().filter((child): child is Y.XmlText => child instanceof Y.XmlText);
  const before = texts.map(acceptedWords).join('');
  if (before === words) return;
  if (texts.length === 0) {
    block.insert(0, [new Y.XmlText(words)]);
    return;
  }
  // From the end, so that what is still to be done keeps its place.
  let at = before.length;
  for (const { op, text } of wordDiff(before, words).reverse()) {
    if (op !== 'added') at -= text.length;
    if (op === 'added') insertAt(texts, at, text);
    if (op === 'removed') deleteAt(texts, at, text.length);
  }
}

/** Words of the text as accepted, and where they stand among all living words, suggested ones too. */
interface Stretch {
  readonly text: Y.XmlText;
  /** Place among the accepted words of all texts. */
  readonly from: number;
  readonly to: number;
  /** Place in `text`. */
  readonly index: number;
}

/** Adjacent texts are one run of words (SPEC D22); open suggestions among them stay as they are. */
function stretchesOf(texts: readonly Y.XmlText[]): Stretch[] {
  const stretches: Stretch[] = [];
  let from = 0;
  for (const text of texts) {
    let index = 0;
    for (const { words, marks } of markedWords(text)) {
      if (isAccepted(marks)) {
        stretches.push({ text, from, to: from + words.length, index });
        from += words.length;
      }
      index += words.length;
    }
  }
  return stretches;
}

function insertAt(texts: readonly Y.XmlText[], at: number, words: string): void {
  const stretch = stretchesOf(texts).find(({ to }) => at <= to);
  const text = stretch?.text ?? texts[0];
  // Without marks: words that come back are text, also in the middle of a suggestion.
  text?.insert(stretch === undefined ? 0 : stretch.index + at - stretch.from, words, {});
}

function deleteAt(texts: readonly Y.XmlText[], at: number, length: number): void {
  for (const { text, from, to, index } of stretchesOf(texts).reverse()) {
    const start = Math.max(at, from);
    const end = Math.min(at + length, to);
    if (start < end) text.delete(index + start - from, end - start);
  }
}
