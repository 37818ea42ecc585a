import type { DelegationCode } from '@entente/kernel';
import type { Node } from 'prosemirror-model';
import { updateYFragment } from 'y-prosemirror';
import * as Y from 'yjs';
import { isMarked, writeMarkedRuns } from './marked-runs.js';
import { gapsBetween, matchChildren, type Gap } from './match-children.js';
import { elementsOf, runsOf, type Mapping } from './read-section.js';
import { speakerOf } from './section-places.js';

type Metadata = Parameters<typeof updateYFragment>[3];
type Parent = Y.XmlFragment | Y.XmlElement;

interface Writing {
  readonly doc: Y.Doc;
  readonly mapping: Mapping;
  /** The delegation in whose name one suggests here. */
  readonly speaker: DelegationCode;
}

function keyOf(nodeName: string, id: unknown): string | null {
  return typeof id === 'string' ? `${nodeName}#${id}` : null;
}

/**
 * Which element shows which child. Provisions pair by their id; what has none (the `p` of a paragraph) pairs by
 * being the very node the element showed, and in the stretches between by order.
 */
function pairUp(
  elements: readonly Y.XmlElement[],
  children: readonly Node[],
  mapping: Mapping,
): [number, number][] {
  const seen = new Map<Node, string>();
  const before = elements.map((element, index) => {
    const id: unknown = element.getAttribute('id');
    const shown = mapping.get(element);
    if (typeof id !== 'string' && shown !== undefined && !Array.isArray(shown)) {
      seen.set(shown, `${element.nodeName}@${String(index)}`);
      return `${element.nodeName}@${String(index)}`;
    }
    return keyOf(element.nodeName, id);
  });
  const after = children.map((child) => keyOf(child.type.name, child.attrs['id']) ?? seen.get(child) ?? null);
  const pairs = matchChildren(before, after);
  const gaps = gapsBetween(pairs, elements.length, children.length);
  const inGaps = gaps.flatMap((gap) => pairInGap(gap, elements, children));
  return [...pairs, ...inGaps].sort((one, other) => one[0] - other[0]);
}

function pairInGap(
  gap: Gap,
  elements: readonly Y.XmlElement[],
  children: readonly Node[],
): [number, number][] {
  const pairs: [number, number][] = [];
  let next = gap.after[0];
  for (let index = gap.before[0]; index < gap.before[1]; index += 1) {
    const element = elements[index];
    if (element === undefined || typeof element.getAttribute('id') === 'string') continue;
    while (next < gap.after[1] && !isPlain(children[next], element.nodeName)) next += 1;
    if (next >= gap.after[1]) break;
    pairs.push([index, next]);
    next += 1;
  }
  return pairs;
}

function isPlain(child: Node | undefined, nodeName: string): boolean {
  return child !== undefined && child.type.name === nodeName && typeof child.attrs['id'] !== 'string';
}

/** Words of a block that several runs share: the changed stretch only, in whichever runs it lies. */
function writeRuns(runs: readonly Y.XmlText[], words: string): void {
  const before = runs.map((run) => run.length);
  const old = runs.map((run) => run.toJSON()).join('');
  const { from, to, insert } = changedStretch(old, words);
  let start = 0;
  let placed = insert.length === 0;
  runs.forEach((run, index) => {
    const length = before[index] ?? 0;
    const end = start + length;
    const first = Math.max(from, start);
    const last = Math.min(to, end);
    if (last > first) run.delete(first - start, last - first);
    if (!placed && from <= end) {
      run.insert(from - start, insert);
      placed = true;
    }
    start = end;
  });
}

/** `old[from, to)` becomes `insert`. Never cuts a surrogate pair (SECURITY §8 item 1). */
export function changedStretch(old: string, words: string): { from: number; to: number; insert: string } {
  const shorter = Math.min(old.length, words.length);
  let from = 0;
  while (from < shorter && old[from] === words[from]) from += 1;
  if (isHighSurrogate(old, from - 1)) from -= 1;
  let tail = 0;
  while (tail < shorter - from && old[old.length - 1 - tail] === words[words.length - 1 - tail]) tail += 1;
  if (tail > 0 && isHighSurrogate(old, old.length - tail - 1)) tail -= 1;
  return { from, to: old.length - tail, insert: words.slice(from, words.length - tail) };
}

function isHighSurrogate(words: string, index: number): boolean {
  const unit = words.charCodeAt(index);
  return unit >= 0xd800 && unit <= 0xdbff;
}

function writeLeaf(element: Y.XmlElement, node: Node, writing: Writing): void {
  const runs = runsOf(element);
  if (runs !== null && isMarked(runs, node)) {
    writeAttributes(element, node);
    writeMarkedRuns(element, node, writing.speaker);
    writing.mapping.set(element, node);
    return;
  }
  if (runs !== null && runs.length > 1) {
    writeAttributes(element, node);
    writeRuns(runs, node.textContent);
    writing.mapping.set(element, node);
    return;
  }
  // It only gets, sets and deletes (1.3.7).
  const mapping = writing.mapping as Metadata['mapping'];
  updateYFragment(writing.doc, element, node, { mapping, isOMark: new Map() });
}

function writeAttributes(element: Y.XmlElement, node: Node): void {
  const id: unknown = node.attrs['id'];
  if (typeof id === 'string') {
    if (element.getAttribute('id') !== id) element.setAttribute('id', id);
  } else if (element.getAttribute('id') !== undefined) {
    element.removeAttribute('id');
  }
}

function writeNode(element: Y.XmlElement, node: Node, writing: Writing): void {
  if (writing.mapping.get(element) === node) return;
  if (node.isTextblock) {
    writeLeaf(element, node, writing);
    return;
  }
  writeAttributes(element, node);
  writeChildren(element, node, writing);
  writing.mapping.set(element, node);
}

/** A new leaf holds its run from the start, so that two people who type into it at once share one run. */
function newElement(node: Node): Y.XmlElement {
  const element = new Y.XmlElement(node.type.name);
  if (node.isTextblock) element.insert(0, [new Y.XmlText()]);
  return element;
}

function writeChildren(parent: Parent, node: Node, writing: Writing): void {
  const elements = elementsOf(parent) ?? [];
  const children = node.children;
  const kept = new Map(pairUp(elements, children, writing.mapping).map(([e, c]) => [c, e]));
  const keptElements = new Set(kept.values());
  for (let index = elements.length - 1; index >= 0; index -= 1) {
    if (!keptElements.has(index)) parent.delete(index, 1);
  }
  children.forEach((child, index) => {
    const place = kept.get(index);
    const known = place === undefined ? undefined : elements[place];
    const element = known ?? newElement(child);
    if (known === undefined) parent.insert(index, [element]);
    writeNode(element, child, writing);
  });
}

/**
 * Makes the fragment show `section`, in one Yjs transaction of `origin`. Structure is matched by provision ids, words are
 * written by y-prosemirror's fragment update; a child that `mapping` already gives for its element is not looked at.
 */
export function writeSection(fragment: Y.XmlFragment, section: Node, mapping: Mapping, origin: object): void {
  const speaker = speakerOf(section);
  const doc = fragment.doc;
  if (doc === null) throw new Error('the fragment belongs to no document');
  doc.transact(() => {
    writeChildren(fragment, section, { doc, mapping, speaker });
  }, origin);
}
