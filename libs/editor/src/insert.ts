import { schema, type SectionKind } from '@entente/document';
import type { Node } from 'prosemirror-model';
import { around, freshContainer, isContainer, provisionDepth, type Act } from './places.js';
import { insertAt } from './split.js';

/** A block directly in the section, after the one the caret is in; only in sections of these kinds. */
function insertInSection(kinds: readonly SectionKind[], fresh: () => Node): Act {
  return (tr) => {
    const at = around(tr);
    if (at === null || !kinds.includes(at.kind)) return false;
    return insertAt(tr, at.$at.after(2), fresh());
  };
}

export const insertCitation = insertInSection(['preamble'], () => schema.nodes.citation.create());
export const insertRecital = insertInSection(['preamble'], () => schema.nodes.recital.create());
export const insertParagraph = insertInSection(['article', 'annex'], () =>
  freshContainer(schema.nodes.paragraph),
);

/** A heading at the head of a section that has none. */
export const insertHeading: Act = (tr) => {
  const at = around(tr);
  if (at === null || !['article', 'annex', 'division'].includes(at.kind)) return false;
  const section = at.$at.node(1);
  if (section.children.some(({ type }) => type === schema.nodes.heading)) return false;
  return insertAt(tr, at.$at.start(1), schema.nodes.heading.create());
};

/** A point: after the point the caret is in, else after the words it is in. */
export const insertPoint: Act = (tr) => {
  const at = around(tr);
  if (at === null) return false;
  const fresh = freshContainer(schema.nodes.point);
  if (at.parent.type === schema.nodes.point) return insertAt(tr, at.$at.after(-1), fresh);
  if (!isContainer(at.parent) && at.kind !== 'annex') return false;
  return insertAt(tr, at.$at.after(), fresh);
};

/** A further text in the paragraph or point the caret is in; in an annex or the conclusions, a further text. */
export const insertSubparagraph: Act = (tr) => {
  const at = around(tr);
  if (at === null || at.block.type !== schema.nodes.p) return false;
  return insertAt(tr, at.$at.after(), schema.nodes.p.create());
};

function move(direction: -1 | 1): Act {
  return (tr) => {
    const at = around(tr);
    if (at === null) return false;
    const depth = provisionDepth(at);
    const parent = at.$at.node(depth - 1);
    const index = at.$at.index(depth - 1);
    const other = parent.maybeChild(index + direction);
    if (other === null || other.type !== at.$at.node(depth).type) return false;
    // The neighbour goes round, so that the caret's own block stays where it is in the browser.
    const from = at.$at.before(depth);
    const to = at.$at.after(depth);
    if (direction < 0) tr.delete(from - other.nodeSize, from).insert(to - other.nodeSize, other);
    else tr.delete(to, to + other.nodeSize).insert(from, other);
    return true;
  };
}

/** The innermost provision, one place up or down among its like; its id stays. */
export const moveUp = move(-1);
export const moveDown = move(1);

/** Takes the innermost provision out of the text. */
export const remove: Act = (tr) => {
  const at = around(tr);
  if (at === null || at.kind === 'title') return false;
  const depth = provisionDepth(at);
  tr.delete(at.$at.before(depth), at.$at.after(depth));
  return true;
};
