import { limits } from '@entente/contracts';
import * as Y from 'yjs';
import { Outbox } from './outbox.js';

/** Edits of one person, one letter each. */
function edits(letters: string): { doc: Y.Doc; updates: Uint8Array[] } {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  for (const letter of letters) doc.getText('t').insert(doc.getText('t').length, letter);
  return { doc, updates };
}

function textOf(...updates: (Uint8Array | null)[]): string {
  const doc = new Y.Doc();
  for (const update of updates) if (update !== null) Y.applyUpdate(doc, update);
  return doc.getText('t').toJSON();
}

describe('edits that are not recorded', () => {
  it('[S72] go out one push at a time, the rest merged in the next', () => {
    const outbox = new Outbox();
    const { updates } = edits('abc');
    outbox.add(updates[0] ?? new Uint8Array());
    const first = outbox.take();
    for (const update of updates.slice(1)) outbox.add(update);
    expect(outbox.take()).toBeNull();
    expect([outbox.inFlight, outbox.waiting, outbox.unrecorded]).toEqual([true, 2, 3]);
    outbox.recorded();
    const second = outbox.take();
    expect(textOf(first, second)).toBe('abc');
    outbox.recorded();
    expect([outbox.unrecorded, outbox.take()]).toEqual([0, null]);
  });

  it('[S73] come first again when their push had no verdict', () => {
    const outbox = new Outbox();
    const { updates } = edits('abc');
    for (const update of updates.slice(0, 2)) outbox.add(update);
    outbox.take();
    outbox.add(updates[2] ?? new Uint8Array());
    outbox.putBack();
    outbox.putBack();
    expect(outbox.unrecorded).toBe(3);
    expect(textOf(outbox.take())).toBe('abc');
  });

  it('[S72] are split where a push would grow beyond the limit of a live update', () => {
    const outbox = new Outbox();
    const doc = new Y.Doc();
    doc.on('update', (update: Uint8Array) => {
      outbox.add(update);
    });
    for (let paste = 0; paste < 5; paste += 1) doc.getText('t').insert(0, 'x'.repeat(20_000));
    const sizes: number[] = [];
    for (let push = outbox.take(); push !== null; push = outbox.take()) {
      sizes.push(push.length);
      outbox.recorded();
    }
    expect(sizes).toHaveLength(2);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(limits.updateBytes);
  });

  it('[S72] keep each push within the number of structs of a live update', () => {
    const outbox = new Outbox();
    for (const update of edits('x'.repeat(450)).updates) outbox.add(update);
    let pushes = 0;
    for (let push = outbox.take(); push !== null; push = outbox.take()) {
      expect(Y.decodeUpdate(push).structs.length).toBeLessThanOrEqual(limits.updateStructs);
      outbox.recorded();
      pushes += 1;
    }
    expect(pushes).toBe(5);
  });

  it('[S74] give way to one update that holds them all', () => {
    const outbox = new Outbox();
    const { doc, updates } = edits('abc');
    for (const update of updates) outbox.add(update);
    outbox.take();
    outbox.replaceWith(Y.encodeStateAsUpdate(doc));
    expect([outbox.inFlight, outbox.unrecorded, textOf(outbox.all())]).toEqual([false, 1, 'abc']);
    outbox.clear();
    expect([outbox.all(), outbox.unrecorded]).toEqual([null, 0]);
  });
});

describe('what of the outbox is kept on the device', () => {
  it('[S83] is named by each push that is recorded, and by all that is given up', () => {
    const outbox = new Outbox();
    outbox.add(new Uint8Array([0, 0]));
    outbox.add(new Uint8Array([0, 0]), ['b']);
    expect(outbox.kept).toEqual(['b']);
    // The store opens when something waits already.
    outbox.keep(() => ['a']);
    expect(outbox.kept).toEqual(['a', 'b']);
    outbox.take();
    outbox.add(new Uint8Array([0, 0]), ['c']);
    expect([outbox.recorded(), outbox.kept]).toEqual([['a', 'b'], ['c']]);
    outbox.add(new Uint8Array([0, 0]), ['d']);
    outbox.replaceWith(new Uint8Array([0, 0]));
    expect([outbox.unrecorded, outbox.kept]).toEqual([1, ['c', 'd']]);
  });
});
