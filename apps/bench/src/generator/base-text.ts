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

/** Every place between two neighbouring characters of a document's paragraphs, in order: one for each typist. */
export function gapsOf(update: Uint8Array): Gap[] {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, update);
  const gaps = textsOf(doc.getXmlFragment('content')).flatMap(gapsIn);
  doc.destroy();
  return gaps;
}

function textsOf(node: Y.XmlFragment): Y.XmlText[] {
  return node.toArray().flatMap((child) => {
    if (child instanceof Y.XmlText) return [child];
    return child instanceof Y.XmlElement && child.nodeName !== 'heading' ? textsOf(child) : [];
  });
}

function gapsIn(text: Y.XmlText): Gap[] {
  const characters = charactersOf(text);
  return characters.slice(1).flatMap((right, index) => {
    const left = characters[index];
    return left === undefined ? [] : [{ left, right }];
  });
}

function charactersOf(text: Y.XmlText): CharacterId[] {
  const found: CharacterId[] = [];
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
    const { client, clock } = item.id;
    for (let at = 0; at < item.length; at += 1) found.push({ client, clock: clock + at });
  }
  return found;
}
