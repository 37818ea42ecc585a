import { schema } from '@entente/document';
import type { Node, ResolvedPos } from 'prosemirror-model';
import { TextSelection, type Transaction } from 'prosemirror-state';
import { outdent } from './indent.js';
import { around, isContainer, type Act } from './places.js';

interface Block {
  readonly pos: number;
  readonly node: Node;
}

/** The textblocks of the section around `$at`, in order. */
function blocksAround($at: ResolvedPos): Block[] {
  const blocks: Block[] = [];
  $at.node(1).descendants((node, offset) => {
    if (node.isTextblock) blocks.push({ pos: $at.start(1) + offset, node });
    return !node.isTextblock;
  });
  return blocks;
}

/** Whether words of `second` may go to the end of `first`: a heading takes no body text, and gives none. */
function mayJoin(first: Node, second: Node): boolean {
  return (first.type === schema.nodes.heading) === (second.type === schema.nodes.heading);
}

/** Range of the outermost node that becomes empty once `block` leaves it. */
function shellOf(tr: Transaction, pos: number): { from: number; to: number } {
  const $inside = tr.doc.resolve(pos + 1);
  let depth = $inside.depth;
  while (depth > 2 && $inside.node(depth - 1).childCount === 1) depth -= 1;
  return { from: $inside.before(depth), to: $inside.after(depth) };
}

/**
 * Puts the words of `second` at the end of `first`, the block before it. What else stood in the paragraph or point that
 * `second` opened goes along, in order.
 */
function joinBlocks(tr: Transaction, first: Block, second: Block): boolean {
  const $second = tr.doc.resolve(second.pos + 1);
  const holder = $second.node(-1);
  const opens = isContainer(holder) && $second.index(-1) === 0 && holder.childCount > 1;
  const rest = opens ? holder.children.slice(1) : [];
  const target = tr.doc.resolve(first.pos + 1).node(-1);
  if (rest.length > 0 && !isContainer(target)) return false;
  const shell = opens ? { from: $second.before(-1), to: $second.after(-1) } : shellOf(tr, second.pos);
  const end = first.pos + 1 + first.node.content.size;
  // A first block inside the shell would be deleted with it: that is a text followed by a point of the same paragraph.
  if (shell.from < end) return false;
  tr.delete(shell.from, shell.to);
  if (rest.length > 0) tr.insert(end + 1, rest);
  if (second.node.content.size > 0) tr.insert(end, second.node.content);
  tr.setSelection(TextSelection.create(tr.doc, end));
  return true;
}

function join(tr: Transaction, first: Block | undefined, second: Block | undefined): boolean {
  if (first === undefined || second === undefined) return false;
  if (mayJoin(first.node, second.node)) return joinBlocks(tr, first, second);
  if (second.node.content.size > 0) return false;
  const shell = shellOf(tr, second.pos);
  if (shell.from < first.pos) return false;
  tr.delete(shell.from, shell.to);
  tr.setSelection(TextSelection.create(tr.doc, first.pos + 1 + first.node.content.size));
  return true;
}

function neighbours(
  tr: Transaction,
  direction: -1 | 1,
): readonly [Block | undefined, Block | undefined] | null {
  const at = around(tr);
  if (at === null || !tr.selection.empty) return null;
  const { $at } = at;
  if ($at.parentOffset !== (direction < 0 ? 0 : at.block.content.size)) return null;
  const blocks = blocksAround($at);
  const index = blocks.findIndex(({ pos }) => pos === $at.before());
  return direction < 0 ? [blocks[index - 1], blocks[index]] : [blocks[index], blocks[index + 1]];
}

/** Backspace at the start of a block: an empty point is lifted, else the words join the block before. Never leaves the section. */
export const joinBefore: Act = (tr) => {
  const pair = neighbours(tr, -1);
  if (pair === null) return false;
  const isEmptyPoint =
    pair[1]?.node.content.size === 0 && tr.selection.$head.node(-1).type === schema.nodes.point;
  if (isEmptyPoint && outdent(tr)) return true;
  join(tr, pair[0], pair[1]);
  return true;
};

/** Delete at the end of a block: the words of the next block join this one. Never leaves the section. */
export const joinAfter: Act = (tr) => {
  const pair = neighbours(tr, 1);
  if (pair === null) return false;
  join(tr, pair[0], pair[1]);
  return true;
};
