import type { Node, ResolvedPos } from 'prosemirror-model';
import type { Transaction } from 'prosemirror-state';
import { isEditable, isSuggesting, sectionPlaces, type SectionPlace } from './section-places.js';
import { suggestDeletion } from './suggest.js';

/**
 * Deletes from `from` to `to`, section by section: sections that may not be written are skipped, in those one suggests in words are struck, no section disappears, nothing
 * moves from one into another. Covered blocks go; a section covered whole keeps one block, so that it can be typed into.
 */
export function deleteAcross(tr: Transaction, from: number, to: number): Transaction {
  const places = sectionPlaces(tr.doc).filter(
    ({ node, pos }) => isEditable(node) && pos < to && pos + node.nodeSize > from,
  );
  // Last first: what is deleted then moves nothing that is still to come.
  for (const place of places.reverse()) deleteInSection(tr, place, from, to);
  return tr;
}

function deleteInSection(tr: Transaction, place: SectionPlace, from: number, to: number): void {
  const blocks = textblocksOf(place);
  const [first] = blocks;
  const last = blocks.at(-1);
  if (first === undefined || last === undefined) return;
  if (isSuggesting(place.node)) {
    suggestDeletion(tr, Math.max(from, first.start), Math.min(to, last.end));
    return;
  }
  const startsBefore = from <= first.start;
  const endsAfter = to >= last.end;
  if (startsBefore && !endsAfter) {
    deleteHead(tr, tr.doc.resolve(Math.max(to, first.start)));
    return;
  }
  const start = startsBefore ? first.start : from;
  const end = endsAfter ? last.end : to;
  if (end > start) tr.delete(start, end);
}

interface Textblock {
  readonly start: number;
  readonly end: number;
}

function textblocksOf({ node, pos }: SectionPlace): Textblock[] {
  const blocks: Textblock[] = [];
  node.descendants((child, offset) => {
    if (!child.isTextblock) return true;
    const start = pos + 1 + offset + 1;
    blocks.push({ start, end: start + child.content.size });
    return false;
  });
  return blocks;
}

/** Deletes a section's start up to `$to`: the words before it in its own block, and whole blocks before that. */
function deleteHead(tr: Transaction, $to: ResolvedPos): void {
  // Inside out: each deletion lies before the ones already made.
  if ($to.parent.isTextblock && $to.parentOffset > 0) tr.delete($to.start(), $to.pos);
  const deepest = $to.parent.isTextblock ? $to.depth - 1 : $to.depth;
  for (let depth = deepest; depth >= 1; depth -= 1) {
    const start = $to.start(depth);
    const kept = depth === 1 && $to.index(1) > 0 ? keptFirst($to.node(1)) : 0;
    const end = start + offsetOfChild($to, depth);
    if (end > start + kept) tr.delete(start + kept, end);
    if (kept > 2) tr.delete(start + 1, start + kept - 1);
  }
}

/** Size of a first block that stays, emptied: a section's heading cannot be typed anew as easily as a paragraph. */
function keptFirst(section: Node): number {
  const first = section.firstChild;
  return first !== null && (first.type.name === 'heading' || first.type.name === 'actTitle')
    ? first.nodeSize
    : 0;
}

function offsetOfChild($pos: ResolvedPos, depth: number): number {
  let offset = 0;
  for (const child of $pos.node(depth).children.slice(0, $pos.index(depth))) offset += child.nodeSize;
  return offset;
}
