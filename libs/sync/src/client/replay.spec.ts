import * as Y from 'yjs';
import { clientsOf, fits, rawWords } from './replay.js';

/** Somebody who types, and the updates that this makes. */
function typist(client: number): { doc: Y.Doc; text: Y.Text; edits: Uint8Array[] } {
  const doc = new Y.Doc();
  doc.clientID = client;
  const edits: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => edits.push(update));
  return { doc, text: doc.getText('content'), edits };
}

describe('edits that a client left', () => {
  it('[S85] fit where all that they stand on is there, and leave the document untouched', () => {
    const { doc, text, edits } = typist(7);
    text.insert(0, 'base ');
    const base = Y.encodeStateAsUpdate(doc);
    edits.length = 0;
    text.insert(5, 'more');
    text.delete(0, 1);
    const [more = base, deletion = base] = edits;
    const there = new Y.Doc();
    Y.applyUpdate(there, base);
    const before = Y.encodeStateAsUpdate(there);
    expect([fits(there, more), fits(there, deletion), fits(there, base)]).toEqual([true, true, true]);
    expect(Y.encodeStateAsUpdate(there)).toEqual(before);
    expect([fits(new Y.Doc(), more), fits(new Y.Doc(), deletion)]).toEqual([false, false]);
  });

  it('[S85] are words without a document: a line for each run that was typed in one go, without what it took out again', () => {
    const { text, edits } = typist(7);
    text.insert(0, 'first ');
    text.insert(6, 'run');
    text.insert(0, 'second');
    text.delete(0, 2);
    text.insert(4, ' 𠮷');
    expect(rawWords(Y.mergeUpdates(edits))).toBe('first run\ncond 𠮷');
  });

  it('[S85] that only delete have no words', () => {
    const { text, edits } = typist(7);
    text.insert(0, 'word');
    edits.length = 0;
    text.delete(0, 4);
    expect(rawWords(Y.mergeUpdates(edits))).toBe('');
  });

  it('[S84] name the ids they were typed under', () => {
    const one = typist(7);
    const two = typist(9);
    one.text.insert(0, 'a');
    two.text.insert(0, 'b');
    expect(clientsOf(Y.mergeUpdates([...one.edits, ...two.edits]))).toEqual(new Set([7, 9]));
  });
});
