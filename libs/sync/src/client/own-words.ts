import { CONTENT_ROOT } from '@entente/document';
import * as Y from 'yjs';

interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * The words that `update` brought into `doc` and that still stand there, as plain text in the order of the document, one line
 * for each block; of `clients` alone, where they are given. For showing to the person whose edit was refused: they can be copied, nothing is lost unseen.
 */
export function ownWords(doc: Y.Doc, update: Uint8Array, clients: ReadonlySet<number> | null = null): string {
  const ranges = rangesOf(update, clients);
  const lines: string[] = [];
  const visit = (node: Y.XmlFragment): void => {
    for (const child of node.toArray()) {
      if (child instanceof Y.XmlText) {
        const words = wordsOf(child, ranges);
        if (words !== '') lines.push(words);
      } else if (child instanceof Y.XmlElement) {
        visit(child);
      }
    }
  };
  visit(doc.getXmlFragment(CONTENT_ROOT));
  return lines.join('\n');
}

function rangesOf(
  update: Uint8Array,
  clients: ReadonlySet<number> | null,
): ReadonlyMap<number, readonly Range[]> {
  const ranges = new Map<number, Range[]>();
  for (const { id, length } of Y.decodeUpdate(update).structs) {
    if (clients?.has(id.client) === false) continue;
    const known = ranges.get(id.client);
    const range = { from: id.clock, to: id.clock + length };
    if (known === undefined) ranges.set(id.client, [range]);
    else known.push(range);
  }
  return ranges;
}

function wordsOf(text: Y.XmlText, ranges: ReadonlyMap<number, readonly Range[]>): string {
  let words = '';
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
    // Yjs joins neighbouring items, so an item may hold recorded words and unrecorded ones.
    for (const { from, to } of ranges.get(item.id.client) ?? []) {
      const start = Math.max(from - item.id.clock, 0);
      const end = Math.min(to - item.id.clock, item.length);
      if (start < end) words += item.content.str.slice(start, end);
    }
  }
  return words;
}
