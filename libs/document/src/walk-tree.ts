import { isRun } from './normalise-tree.js';
import type { CanonicalNode } from './tree.js';

/** The blocks directly under a node. */
export function blocksOf(node: CanonicalNode): CanonicalNode[] {
  return node[2].filter((child): child is CanonicalNode => !isRun(child));
}

/** The id of a provision, or null. */
export function idOf(node: CanonicalNode): string | null {
  return node[1]['id'] ?? null;
}

/** The words directly in a leaf block. */
export function wordsOf(node: CanonicalNode): string {
  let words = '';
  for (const child of node[2]) if (isRun(child)) words += child[1];
  return words;
}

/** Whether any word stands in a node or below it. */
export function hasWords(node: CanonicalNode): boolean {
  return node[2].some((child) => (isRun(child) ? /\S/u.test(child[1]) : hasWords(child)));
}

/** A node and all blocks below it, outermost first, in the order of the text. */
export function* allBlocks(node: CanonicalNode): Generator<CanonicalNode> {
  yield node;
  for (const child of node[2]) if (!isRun(child)) yield* allBlocks(child);
}
