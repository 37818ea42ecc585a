import { seededRandom, testSeed } from '@entente/testing';
import * as Y from 'yjs';
import { baseUpdate, gapsOf } from './base-text.js';
import { REVISING, SCATTERED, Typist, WRITING } from './typist.js';
import { readEdits } from './update-reader.js';

describe('the updates that the load generator types', () => {
  const seed = testSeed();
  const base = baseUpdate();
  const gaps = gapsOf(base, Number.POSITIVE_INFINITY);

  function typed(habit: typeof WRITING, edits: number): { doc: Y.Doc; updates: Uint8Array[] } {
    const random = seededRandom(seed);
    const typists = gaps.slice(0, 50).map((gap, index) => new Typist(1_000 + index, gap, random, habit));
    const updates = Array.from({ length: edits }, () => random.pick(typists).type());
    const doc = new Y.Doc();
    Y.applyUpdate(doc, base);
    for (const update of updates) Y.applyUpdate(doc, update);
    return { doc, updates };
  }

  const visible = (doc: Y.Doc): number => gapsOf(Y.encodeStateAsUpdate(doc), Number.POSITIVE_INFINITY).length;

  it.each([
    ['writing', WRITING],
    ['scattered', SCATTERED],
  ])(`are whole Yjs updates of one character each: %s, seed ${String(seed)}`, (_name, habit) => {
    const { doc } = typed(habit, 2_000);
    expect(visible(doc) - gaps.length).toBe(2_000);
    expect(doc.store.pendingStructs).toBeNull();
  });

  it(`leave the text as long as it was where as much is erased as written: seed ${String(seed)}`, () => {
    const random = seededRandom(seed);
    const doc = new Y.Doc();
    Y.applyUpdate(doc, base);
    const typists = gaps.slice(0, 8).map((gap, index) => new Typist(1_000 + index, gap, random, REVISING));
    for (let edit = 0; edit < 2_000; edit += 1) Y.applyUpdate(doc, random.pick(typists).edit());
    expect(doc.store.pendingStructs).toBeNull();
    expect(doc.store.pendingDs).toBeNull();
    expect(visible(doc) - gaps.length).toBeLessThan(200);
    expect(typists.reduce((sum, { clock }) => sum + clock, 0)).toBeGreaterThan(900);
  });

  it('find places spread over the whole text, each typed in by one', () => {
    const few = gapsOf(base, 4);
    expect(few).toHaveLength(4);
    expect(new Set(few.map(({ left }) => left.clock)).size).toBe(4);
    expect(gaps.length).toBeGreaterThan(150);
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
