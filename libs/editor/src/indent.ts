import { MAX_BLOCK_DEPTH, schema } from '@entente/document';
import { Fragment, type Node, type ResolvedPos } from 'prosemirror-model';
import { TextSelection, type Transaction } from 'prosemirror-state';
import { around, isContainer, provisionDepth, type Act } from './places.js';

/** Keeps the caret at the same words while the blocks around them are rebuilt: it lies `inside` the rebuilt node at `from`. */
function replaceKeeping(
  tr: Transaction,
  range: readonly [number, number],
  nodes: readonly Node[],
  caret: number,
): true {
  tr.replaceWith(range[0], range[1], nodes);
  tr.setSelection(TextSelection.near(tr.doc.resolve(caret), 1));
  return true;
}

function siblingsAfter($at: ResolvedPos, depth: number): Node[] {
  return $at.node(depth).children.slice($at.index(depth) + 1);
}

/** Tab in a second text of a paragraph or point, or in a text of an annex: it becomes a point where it stands. */
function wrapText(tr: Transaction, $at: ResolvedPos): true {
  const block = $at.parent;
  const point = schema.nodes.point.create(
    { id: block.attrs['id'] },
    schema.nodes.p.create(null, block.content),
  );
  return replaceKeeping(tr, [$at.before(), $at.after()], [point], $at.pos + 1);
}

/** Own texts of a paragraph or point, and from its first point on what stands under it. */
function ownAndUnder(node: Node): readonly [own: Node[], under: Node[]] {
  const first = node.children.findIndex(isContainer);
  const end = first < 0 ? node.childCount : first;
  return [node.children.slice(0, end), node.children.slice(end)];
}

/**
 * A paragraph, or a point after another, becomes the last point inside the one before it. What stands under it keeps its
 * level, and so comes after it: going out takes it along again.
 */
function intoPrevious(tr: Transaction, $at: ResolvedPos, depth: number): boolean {
  const index = $at.index(depth - 1);
  const previous = index === 0 ? null : $at.node(depth - 1).child(index - 1);
  if (previous === null || !isContainer(previous)) return false;
  const node = $at.node(depth);
  const [own, under] = ownAndUnder(node);
  const inner = schema.nodes.point.create(node.attrs, own);
  const outer = previous.copy(previous.content.append(Fragment.fromArray([inner, ...under])));
  const start = $at.before(depth) - previous.nodeSize;
  // One closing token of the previous sibling now stands after the caret instead of before it.
  return replaceKeeping(tr, [start, $at.after(depth)], [outer], $at.pos - 1);
}

/** One level in; false where the block cannot go further. */
export const indent: Act = (tr) => {
  const at = around(tr);
  if (at === null || at.block.type !== schema.nodes.p || at.depth + 1 > MAX_BLOCK_DEPTH) return false;
  const { $at, parent, kind } = at;
  if (!isContainer(parent)) return kind === 'annex' ? wrapText(tr, $at) : false;
  if ($at.index(-1) > 0) return wrapText(tr, $at);
  return intoPrevious(tr, $at, at.depth - 1);
};

/** What a point becomes one level out; those after it keep their level and their order, and so stand under it. */
function lifted(point: Node, outer: Node, following: readonly Node[]): Node {
  const content = point.content.append(Fragment.fromArray([...following]));
  const type = outer.type === schema.nodes.paragraph ? schema.nodes.paragraph : schema.nodes.point;
  return type.create(point.attrs, content);
}

/** One level out: a point becomes the next point of the level above, or the next paragraph; false where it cannot. */
export const outdent: Act = (tr) => {
  const at = around(tr);
  if (at === null || !isContainer(at.parent)) return false;
  const { $at } = at;
  const depth = provisionDepth(at);
  const point = $at.node(depth);
  const outer = $at.node(depth - 1);
  if (point.type !== schema.nodes.point) return false;
  if (!isContainer(outer)) return unwrapInSection(tr, $at, depth);
  const before = outer.children.slice(0, $at.index(depth - 1));
  const next = lifted(point, outer, siblingsAfter($at, depth - 1));
  const start = $at.before(depth - 1);
  const end = $at.after(depth - 1);
  if (before.length === 0) {
    // Nothing stays behind: the outer one would be an empty shell.
    return replaceKeeping(tr, [start, end], [next], $at.pos - 1);
  }
  const kept = outer.copy(Fragment.fromArray([...before]));
  return replaceKeeping(tr, [start, end], [kept, next], $at.pos + 1);
};

/** A point that stands directly in an annex becomes plain text there, where it holds nothing but text. */
function unwrapInSection(tr: Transaction, $at: ResolvedPos, depth: number): boolean {
  const point = $at.node(depth);
  if (point.childCount !== 1 || point.firstChild?.type !== schema.nodes.p) return false;
  const text = schema.nodes.p.create({ id: point.attrs['id'] }, point.firstChild.content);
  return replaceKeeping(tr, [$at.before(depth), $at.after(depth)], [text], $at.pos - 1);
}
