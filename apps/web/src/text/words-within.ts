import { allBlocks, wordsOf, type CanonicalNode } from '@entente/document';
import type { ReadText } from './read-text.js';

const LONGEST = 100;

/** The first words of a provision, or of a section, for a list in which it is to be recognised. */
export function wordsWithin({ sections }: Pick<ReadText, 'sections'>, unit: string): string {
  const node = nodeOf(sections, unit);
  if (node === null) return '';
  const words = [...allBlocks(node)].map(wordsOf).join(' ').replaceAll(/\s+/g, ' ').trim();
  return words.length <= LONGEST ? words : `${words.slice(0, LONGEST - 1).trimEnd()}…`;
}

function nodeOf(sections: ReadText['sections'], unit: string): CanonicalNode | null {
  for (const { document, tree } of sections) {
    if (document === unit) return tree;
    for (const block of allBlocks(tree)) if (block[1]['id'] === unit) return block;
  }
  return null;
}
