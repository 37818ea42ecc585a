import { schema } from '@entente/document';
import type { Node } from 'prosemirror-model';
import { TextSelection, type Transaction } from 'prosemirror-state';
import { replaceAcross } from './guard.js';
import { outdent } from './indent.js';
import { around, freshBlock, freshContainer, isContainer, type Act, type Around } from './places.js';

/** Puts `node` at `pos` and the caret into its first text. */
export function insertAt(tr: Transaction, pos: number, node: Node): true {
  tr.insert(pos, node);
  tr.setSelection(TextSelection.near(tr.doc.resolve(pos + 1), 1));
  return true;
}

/**
 * Splits the block at the caret and `levels` around it; the part after is new, so its provision gets an id of its own. At the start
 * of a block that has words, an empty one goes before instead: the words keep their provision's id.
 */
function split(tr: Transaction, at: Around, levels: number): true {
  const { $at, depth } = at;
  const outer = depth - levels + 1;
  if ($at.parentOffset === 0 && at.block.content.size > 0 && $at.pos === $at.start(outer) + levels - 1) {
    const empty = levels === 1 ? at.block.type.create() : freshContainer($at.node(outer).type);
    tr.insert($at.before(outer), empty);
    return true;
  }
  const typesAfter = Array.from({ length: levels }, (_, index) => ({
    type: $at.node(outer + index).type,
    attrs: null,
  }));
  tr.split($at.pos, levels, typesAfter);
  return true;
}

function splitContainer(tr: Transaction, at: Around): true {
  const { $at, parent, block } = at;
  const isLast = $at.indexAfter(-1) === parent.childCount;
  if (block.content.size === 0 && isLast) {
    // An empty line ends what it stands in: a point is lifted, a further text becomes a paragraph or point of its own.
    if (parent.childCount === 1) {
      outdent(tr);
      return true;
    }
    const after = $at.after(-1);
    tr.delete($at.before(), $at.after());
    return insertAt(tr, tr.mapping.map(after), freshContainer(parent.type));
  }
  // Right after the words that introduce points, a new line is the first of the points.
  if (!isLast && $at.parentOffset === block.content.size) {
    return insertAt(tr, $at.after(), freshContainer(schema.nodes.point));
  }
  return split(tr, at, 2);
}

/** What an empty provision right after a heading waits for: the words under it. */
function intoNext(tr: Transaction, { $at, parent }: Around): boolean {
  const next = parent.maybeChild($at.indexAfter(-1));
  if (next === null || next.type === schema.nodes.heading || next.textContent !== '') return false;
  const caret = TextSelection.near(tr.doc.resolve($at.after() + 1), 1);
  if (caret.from >= $at.after() + next.nodeSize) return false;
  tr.setSelection(caret);
  return true;
}

function splitLeaf(tr: Transaction, at: Around): true {
  const { $at, block, kind } = at;
  if (kind === 'title' || kind === 'division') return true;
  if (block.type !== schema.nodes.heading) return split(tr, at, 1);
  const fresh = freshBlock(kind);
  if ($at.parentOffset === block.content.size) return intoNext(tr, at) || insertAt(tr, $at.after(), fresh);
  const words = schema.nodes.p.create(null, block.content.cut($at.parentOffset));
  tr.delete($at.pos, $at.end());
  return insertAt(tr, $at.pos + 1, isContainer(fresh) ? fresh.type.create(null, words) : words);
}

/** Enter: the next provision of the same kind; in an empty point, one level out. */
export const splitProvision: Act = (tr) => {
  const { $from, $to, from, to, empty } = tr.selection;
  if ($from.depth === 0 || $from.index(0) !== $to.index(0)) {
    replaceAcross(tr, from, to, '');
    return tr.docChanged;
  }
  if (around(tr) === null) return false;
  if (!empty) tr.deleteSelection();
  const at = around(tr);
  if (at === null) return tr.docChanged;
  return isContainer(at.parent) ? splitContainer(tr, at) : splitLeaf(tr, at);
};

/** Shift-Enter: a further text in the same paragraph or point. */
export const splitText: Act = (tr) => {
  const at = around(tr);
  return at !== null && isContainer(at.parent) && tr.selection.empty && split(tr, at, 1);
};
