import type { Trial } from '@entente/sync';
import * as Y from 'yjs';
import { paragraph } from '../../../../libs/sync/src/gate/drafter.kit.js';
import { forge, text } from '../../../../libs/sync/src/gate/forge.kit.js';
import { PROGRAM, ScratchWorker } from './scratch-worker.js';

const ME = 500;
const BUDGET_MS = 2_000;

/** The words of an article, and an update of it as its trial. */
function trial(update: (doc: Y.Doc, words: readonly [number, number]) => Uint8Array): Trial {
  const doc = new Y.Doc();
  doc.clientID = 900;
  doc.getXmlFragment('content').insert(0, [paragraph('p', 'The assets of the persons listed')]);
  const state = Y.encodeStateAsUpdate(doc);
  const words = doc.getXmlFragment('content').createTreeWalker((node) => node instanceof Y.XmlText);
  const id = (words.next().value as Y.XmlText)._start?.id ?? { client: 0, clock: 0 };
  const made = update(doc, [id.client, id.clock]);
  return { kind: 'article', state, update: made, owned: [ME], maxStructs: 5_000 };
}

const typed = (): Trial =>
  trial((doc) => {
    const vector = Y.encodeStateVector(doc);
    doc.clientID = ME;
    doc.getXmlFragment('content').insert(1, [paragraph('q', 'and their funds')]);
    return Y.encodeStateAsUpdate(doc, vector);
  });

/** A document of so many pieces that reading it takes far longer than a millisecond. */
function scattered(): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = 900;
  const words = new Y.XmlText();
  doc.getXmlFragment('content').insert(0, [words]);
  for (let at = 0; at < 40_000; at += 1) words.insert(0, 'x');
  return Y.encodeStateAsUpdate(doc);
}

const forged = (letters: string): Trial =>
  trial((_, origin) => forge([{ client: ME, clock: 0, structs: [text(letters, { origin })] }]));

describe('the thread where updates are tried', () => {
  let scratch: ScratchWorker;
  beforeEach(() => {
    scratch = new ScratchWorker(BUDGET_MS);
  });
  afterEach(async () => {
    await scratch.close();
  });

  it('[S31] says what the gate says of the copy, and what it cost there', async () => {
    const outcomes = await Promise.all([
      scratch.try(typed()),
      scratch.try(forged('😀')),
      scratch.try(typed()),
    ]);
    expect(outcomes).toMatchObject([{ kind: 'passed' }, { kind: 'passed' }, { kind: 'passed' }]);
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({
        ms: expect.any(Number),
        copyMs: expect.any(Number),
        steps: expect.any(Number),
      });
    }
    const wrong = trial(() => forge([{ client: 7, clock: 0, structs: [text('x', { origin: [900, 0] })] }]));
    expect(await scratch.try(wrong)).toMatchObject({
      kind: 'refused',
      code: 'CLIENT_NOT_BOUND',
      spoilt: false,
    });
  });

  it('[S32] what takes longer than the budget is ended, and the next is tried in a new thread', async () => {
    await scratch.close();
    scratch = new ScratchWorker(1);
    const long = { ...typed(), state: scattered() };
    const late = await Promise.all([scratch.try(long), scratch.try(long)]);
    expect(late).toEqual(Array(2).fill({ kind: 'overtime', ms: 1 }));
    await scratch.close();
    expect(await scratch.try(typed())).toEqual({ kind: 'unavailable' });
    scratch = new ScratchWorker(BUDGET_MS * 10);
    expect(await scratch.try(typed())).toMatchObject({ kind: 'passed' });
  });

  it('[S32] the loading of a thread is not charged to the trial that waits for it', async () => {
    await scratch.close();
    // Not a wait of the test's: the thread is made slow to load, by more than the whole budget, which is what is tested.
    const slow = `await new Promise((done) => setTimeout(done, ${String(BUDGET_MS * 1.25)})); await import('${PROGRAM.href}');`;
    scratch = new ScratchWorker(BUDGET_MS, new URL(`data:text/javascript,${encodeURIComponent(slow)}`));
    expect(await scratch.try(typed())).toMatchObject({ kind: 'passed' });
  });

  it('[S32] a thread that breaks is replaced', async () => {
    const broken = { ...typed(), state: new Uint8Array([7, 7, 7]) };
    expect(await scratch.try(broken)).toEqual({ kind: 'unavailable' });
    expect(await scratch.try(typed())).toMatchObject({ kind: 'passed' });
  });
});
