import { PROVISION_ID_BYTES, provisionIdFrom } from '@entente/document';
import { seededRandom, type SeededRandom } from '@entente/testing';
import * as Y from 'yjs';
import type { Lengthen, LoadContext, LoadResult } from './load.js';
import type { LoadClient } from './load-client.js';
import { pause } from './pool.js';

const PARAGRAPH = 1_000;
/** Within the bytes of one update, and of one connection in a second, that ours takes. */
const PARAGRAPHS_AT_ONCE = 50;
const PAUSE_MS = 260;
const WORDS =
  'the assets of those who directed the intrusion shall be frozen and no funds made available to them ';

/** Pastes the text of a long document, a page at a time, as one person's edits. */
export async function runLengthen(load: Lengthen, { entrance }: LoadContext): Promise<LoadResult> {
  const random = seededRandom(load.seed);
  for (const document of entrance.target.documents) {
    const { client, base } = await entrance.first(document);
    const doc = new Y.Doc();
    Y.applyUpdate(doc, base);
    doc.clientID = client.client;
    let left = Math.round(load.characters / PARAGRAPH);
    for (; left > 0; left -= PARAGRAPHS_AT_ONCE) {
      const page = pasted(doc, Math.min(left, PARAGRAPHS_AT_ONCE), random);
      const [refusal] = await Promise.all([sent(client, page), pause(PAUSE_MS)]);
      if (refusal !== null) throw new Error(`the text was refused: ${refusal}`);
    }
    client.close();
    doc.destroy();
  }
  return { figures: {}, refused: {} };
}

function pasted(doc: Y.Doc, count: number, random: SeededRandom): Uint8Array {
  const before = Y.encodeStateVector(doc);
  const words = WORDS.repeat(Math.ceil(PARAGRAPH / WORDS.length)).slice(0, PARAGRAPH);
  const paragraphs = Array.from({ length: count }, () => {
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.setAttribute('id', provisionIdFrom(random.bytes(PROVISION_ID_BYTES)));
    const line = new Y.XmlElement('p');
    line.insert(0, [new Y.XmlText(words)]);
    paragraph.insert(0, [line]);
    return paragraph;
  });
  const content = doc.getXmlFragment('content');
  content.insert(content.length, paragraphs);
  return Y.encodeStateAsUpdate(doc, before);
}

/** The answer; of those who give none for what is not one character, nothing is waited for. */
async function sent(client: LoadClient, update: Uint8Array): Promise<string | null> {
  return new Promise((resolve) => {
    client.send(update, resolve);
    if (!client.acknowledges) resolve(null);
  });
}
