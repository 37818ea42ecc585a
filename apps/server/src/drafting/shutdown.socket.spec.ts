import 'reflect-metadata';
import { waitFor } from '@entente/testing';
import { Stage, words } from './drafting.kit.js';

/** A graceful stop must not wait for clients that never say goodbye. */
const STOPS_WITHIN_MS = 10_000;

describe('a server that stops', () => {
  it('gives what was taken in its verdict, and loses nothing that it acknowledged', async () => {
    const stage = await Stage.open('shutdown');
    const text = await stage.package('one', 'two');
    const person = await stage.person('AU');
    const connection = await stage.inside(person, text);
    let newest = 0;
    connection.on('verdict', (verdict) => {
      if (verdict.verdict === 'recorded') newest = Math.max(newest, verdict.seq);
    });
    const [document = text.structure] = text.articles;
    let typing = true;
    const typist = (async () => {
      while (typing) {
        if (connection.document(document).writable) words(connection.document(document).doc).insert(0, 'x');
        await new Promise(setImmediate);
      }
    })();
    await waitFor('some rows', () => newest > 20);
    const started = performance.now();
    await stage.stop();
    expect(performance.now() - started).toBeLessThan(STOPS_WITHIN_MS);
    await waitFor('the loss to be noticed', () => connection.status === 'connecting');
    expect(connection.document(document).writable).toBe(false);
    typing = false;
    await typist;
    const rows = await stage.rows(document);
    expect(rows.length).toBeGreaterThanOrEqual(newest);
    // What has no verdict is still here, to be sent when the server is back.
    const recordedLetters = rows.length - 1;
    expect(words(connection.document(document).doc).length - 'one'.length).toBeGreaterThanOrEqual(
      recordedLetters,
    );
    await stage.close();
  }, 60_000);
});
