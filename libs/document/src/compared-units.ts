import type { DocumentId } from '@entente/kernel';
import { longestKeptOrder } from './longest-kept-order.js';
import type { CanonicalNode, SectionTree } from './tree.js';
import { blocksOf, idOf, wordsOf } from './walk-tree.js';

/** One thing that a comparison speaks of: a provision with its own words, or a block that has no id, by its place. */
export interface Unit {
  readonly key: string;
  readonly id: string | null;
  readonly name: string;
  readonly document: DocumentId;
  /** Key of the provision or document around it. */
  readonly parent: string;
  /** Provisions around it within its section. */
  readonly depth: number;
  /** Its own words, without those of provisions inside it. */
  readonly words: string;
}

interface Level {
  readonly document: DocumentId;
  readonly parent: string;
  readonly depth: number;
}

interface Collected {
  readonly units: Unit[];
  readonly taken: Map<string, number>;
}

/** Unique within a text, also for a block without id and for an id that stands twice in a draft. */
function keyFor(node: CanonicalNode, { document }: Level, taken: Map<string, number>): string {
  const base = idOf(node) ?? `${document} ${node[0]}`;
  const count = (taken.get(base) ?? 0) + 1;
  taken.set(base, count);
  return count === 1 && idOf(node) !== null ? base : `${base} ${String(count)}`;
}

const isOwnText = (node: CanonicalNode): boolean => node[0] === 'p' && idOf(node) === null;

function isContainer(node: CanonicalNode): boolean {
  return node[0] === 'paragraph' || node[0] === 'point';
}

function ownWords(node: CanonicalNode): string {
  if (!isContainer(node)) return wordsOf(node);
  return blocksOf(node).filter(isOwnText).map(wordsOf).join('\n');
}

function collect(blocks: readonly CanonicalNode[], level: Level, into: Collected): void {
  for (const node of blocks) {
    const key = keyFor(node, level, into.taken);
    into.units.push({ ...level, key, id: idOf(node), name: node[0], words: ownWords(node) });
    const inner = isContainer(node) ? blocksOf(node).filter((child) => !isOwnText(child)) : [];
    collect(inner, { document: level.document, parent: key, depth: level.depth + 1 }, into);
  }
}

/** The units of a text in order, by key. */
export function unitsOf(sections: readonly SectionTree[]): Map<string, Unit> {
  const into: Collected = { units: [], taken: new Map() };
  for (const { document, tree } of sections) {
    collect(blocksOf(tree), { document, parent: document, depth: 0 }, into);
  }
  return new Map(into.units.map((unit) => [unit.key, unit]));
}

/** Keys of `after` that stood in `before` in another order under the same parent. */
export function outOfOrder(before: readonly string[], after: readonly string[]): Set<string> {
  const places = new Map(before.map((key, place) => [key, place]));
  const common = after.filter((key) => places.has(key));
  const kept = longestKeptOrder(common.map((key) => places.get(key) ?? 0));
  return new Set(common.filter((_key, index) => !kept.has(index)));
}
