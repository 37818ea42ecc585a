import type { Trial } from '@entente/sync';
import * as Y from 'yjs';
import { paragraph } from '../../../../libs/sync/src/gate/drafter.kit.js';
import { forge, text } from '../../../../libs/sync/src/gate/forge.kit.js';
import { ScratchWorker } from './scratch-worker.js';

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
    const late = await Promise.all([scratch.try(typed()), scratch.try(typed())]);
    expect(late).toEqual(Array(2).fill({ kind: 'overtime', ms: 1 }));
    await scratch.close();
    expect(await scratch.try(typed())).toEqual({ kind: 'unavailable' });
    scratch = new ScratchWorker(BUDGET_MS * 10);
    expect(await scratch.try(typed())).toMatchObject({ kind: 'passed' });
  });

  it('[S32] a thread that breaks is replaced', async () => {
    const broken = { ...typed(), state: new Uint8Array([7, 7, 7]) };
    expect(await scratch.try(broken)).toEqual({ kind: 'unavailable' });
    expect(await scratch.try(typed())).toMatchObject({ kind: 'passed' });
  });
});
