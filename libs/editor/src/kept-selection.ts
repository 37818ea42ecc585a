import type { Node, ResolvedPos } from 'prosemirror-model';
import { TextSelection, type Selection } from 'prosemirror-state';
import { documentOf, sectionAround, sectionPlaces } from './section-places.js';

/** An end of the selection, by the section it lies in, so that it survives others coming, going and moving. */
interface End {
  readonly document: string;
  readonly offset: number;
}

function endAt($pos: ResolvedPos): End | null {
  const place = sectionAround($pos);
  return place === null ? null : { document: documentOf(place.node), offset: $pos.pos - place.pos };
}

function posOf(doc: Node, { document, offset }: End): number | null {
  const place = sectionPlaces(doc).find(({ node }) => documentOf(node) === document);
  return place === undefined ? null : place.pos + Math.min(offset, place.node.nodeSize - 1);
}

/**
 * The selection in a document that shows other sections, or the same in another order; null where its sections have gone.
 * A replacement of all sections would else carry every caret to the end of the text.
 */
export function keptSelection(before: Selection, doc: Node): Selection | null {
  const ends = [endAt(before.$anchor), endAt(before.$head)];
  const [anchor, head] = ends.map((end) => (end === null ? null : posOf(doc, end)));
  if (typeof anchor !== 'number' || typeof head !== 'number') return null;
  return TextSelection.between(doc.resolve(anchor), doc.resolve(head));
}
