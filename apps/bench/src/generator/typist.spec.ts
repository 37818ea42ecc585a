import { seededRandom, testSeed } from '@entente/testing';
import * as Y from 'yjs';
import { baseUpdate, gapsOf } from './base-text.js';
import { SCATTERED, Typist, WRITING } from './typist.js';
import { readEdits } from './update-reader.js';

describe('the updates that the load generator types', () => {
  const seed = testSeed();
  const base = baseUpdate();
  const gaps = gapsOf(base);

  function typed(habit: typeof WRITING, edits: number): { doc: Y.Doc; updates: Uint8Array[] } {
    const random = seededRandom(seed);
    const typists = gaps.slice(0, 50).map((gap, index) => new Typist(1_000 + index, gap, random, habit));
    const updates = Array.from({ length: edits }, () => random.pick(typists).type());
    const doc = new Y.Doc();
    Y.applyUpdate(doc, base);
    for (const update of updates) Y.applyUpdate(doc, update);
    return { doc, updates };
  }

  it.each([
    ['writing', WRITING],
    ['scattered', SCATTERED],
  ])(`are whole Yjs updates of one character each: %s, seed ${String(seed)}`, (_name, habit) => {
    const { doc } = typed(habit, 2_000);
    expect(gapsOf(Y.encodeStateAsUpdate(doc)).length - gaps.length).toBe(2_000);
    expect(doc.store.pendingStructs).toBeNull();
  });

  it(`say whose edits they are, alone and merged: seed ${String(seed)}`, () => {
    const { doc, updates } = typed(WRITING, 500);
    const count = (update: Uint8Array): number => {
      let edits = 0;
      readEdits(update, (client, _clock, length) => {
        if (client >= 1_000) edits += length;
      });
      return edits;
    };
    expect(new Set(updates.map(count))).toEqual(new Set([1]));
    expect(count(Y.mergeUpdates(updates.slice(0, 100)))).toBe(100);
    // A whole document holds elements too, which go through Yjs's own decoder.
    expect(count(Y.encodeStateAsUpdate(doc))).toBe(500);
  });
});
