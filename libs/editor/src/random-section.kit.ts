import { CONTENT_ROOT, schema } from '@entente/document';
import fc from 'fast-check';
import type { Node } from 'prosemirror-model';
import * as Y from 'yjs';
import type { Mapping } from './read-section.js';

const words = fc
  .array(fc.constantFrom('a', 'aa', 'b ', 'é', '😀', '😁', '𠀋'), { maxLength: 5 })
  .map((parts) => parts.join(''));
const id = fc.option(
  fc.integer({ min: 1, max: 14 }).map((n) => `i${String(n)}`),
  { nil: null, freq: 8 },
);

function leaf(name: 'p' | 'heading', text: string, nodeId: string | null): Node {
  return schema.nodes[name].create({ id: nodeId }, text === '' ? null : schema.text(text));
}

const block: fc.Arbitrary<Node> = fc.letrec<{ block: Node }>((tie) => ({
  block: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.tuple(words, fc.constant(null)).map(([text, none]) => leaf('p', text, none)),
    fc
      .tuple(id, words, fc.array(tie('block'), { maxLength: 3 }))
      .map(([nodeId, text, inner]) =>
        schema.nodes.point.create({ id: nodeId }, [leaf('p', text, null), ...inner]),
      ),
  ),
})).block;

const top: fc.Arbitrary<Node> = fc.oneof(
  fc.tuple(words, id).map(([text, nodeId]) => leaf('heading', text, nodeId)),
  fc
    .tuple(id, fc.array(block, { maxLength: 4 }))
    .map(([nodeId, inner]) => schema.nodes.paragraph.create({ id: nodeId }, inner)),
);

/** Articles as drafting may leave them: empty blocks, missing and repeated ids, any order. */
export const anyArticle: fc.Arbitrary<Node> = fc
  .array(top, { maxLength: 6 })
  .map((blocks) => schema.nodes.articleSection.create({ document: 'd', access: 'write' }, blocks));

export interface Bound {
  readonly doc: Y.Doc;
  readonly fragment: Y.XmlFragment;
  readonly mapping: Mapping;
}

export function emptyDocument(clientId = 1): Bound {
  const doc = new Y.Doc({ guid: 'd' });
  doc.clientID = clientId;
  return { doc, fragment: doc.getXmlFragment(CONTENT_ROOT), mapping: new WeakMap() };
}

export const ARTICLE = { document: 'd', access: 'write' };
