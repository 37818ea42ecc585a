import { PROVISION_ID_BYTES, provisionIdFrom, sectionFromTree, type CanonicalNode } from '@entente/document';
import * as Y from 'yjs';
import type { CharacterId, Gap } from './typist.js';

const SENTENCE = 'Funds belonging to the persons listed in Annex I shall be frozen without delay.';
const BASE_CLIENT = 1;

/** The text that the peers' documents begin with: an article as `npx entente bench-fixture` makes it for ours. */
export function baseUpdate(): Uint8Array {
  const paragraph = (index: number): CanonicalNode => [
    'paragraph',
    { id: provisionId(index) },
    [['p', {}, [['t', SENTENCE, []]]]],
  ];
  const heading: CanonicalNode = ['heading', { id: provisionId(0) }, [['t', 'Measured provision', []]]];
  return sectionFromTree(['articleSection', {}, [heading, paragraph(1), paragraph(2)]], BASE_CLIENT);
}

function provisionId(index: number): string {
  return provisionIdFrom(new Uint8Array(PROVISION_ID_BYTES).fill(index));
}

/**
 * Places to type in: each behind a visible character of a document's paragraphs, spread evenly over all of them. Fewer than
 * `most` where there are fewer.
 */
export function gapsOf(update: Uint8Array, most: number): Gap[] {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, update);
  const texts = textsOf(doc.getXmlFragment('content')).map((text) => ({ text, gaps: text.length - 1 }));
  const total = texts.reduce((sum, { gaps }) => sum + Math.max(gaps, 0), 0);
  const wanted = Math.min(most, total);
  const found: Gap[] = [];
  let before = 0;
  for (const { text, gaps } of texts) {
    const indices: number[] = [];
    while (found.length + indices.length < wanted) {
      const index = Math.floor(((found.length + indices.length) * total) / wanted) - before;
      if (index >= gaps) break;
      indices.push(index);
    }
    found.push(...gapsIn(text, indices));
    before += Math.max(gaps, 0);
  }
  doc.destroy();
  return found;
}

function textsOf(node: Y.XmlFragment): Y.XmlText[] {
  return node.toArray().flatMap((child) => {
    if (child instanceof Y.XmlText) return [child];
    return child instanceof Y.XmlElement && child.nodeName !== 'heading' ? textsOf(child) : [];
  });
}

/** The gaps behind the visible characters of the given indices, which rise. */
function gapsIn(text: Y.XmlText, indices: readonly number[]): Gap[] {
  const gaps: Gap[] = [];
  let wanted = 0;
  let before = 0;
  for (let item = text._start; item !== null && wanted < indices.length; item = item.right) {
    if (item.deleted || !item.countable) continue;
    for (; wanted < indices.length; wanted += 1) {
      const offset = (indices[wanted] ?? 0) - before;
      if (offset >= item.length) break;
      const right = nextOf(item, offset);
      if (right !== null) gaps.push({ left: idAt(item, offset), right });
    }
    before += item.length;
  }
  return gaps;
}

/** Yjs names the very next character as the right neighbour, deleted or not. */
function nextOf(item: Y.Item, offset: number): CharacterId | null {
  if (offset + 1 < item.length) return idAt(item, offset + 1);
  return item.right === null ? null : idAt(item.right, 0);
}

function idAt({ id }: Y.Item, offset: number): CharacterId {
  return { client: id.client, clock: id.clock + offset };
}
