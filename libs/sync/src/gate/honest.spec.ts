import { readFileSync } from 'node:fs';
import { describeFuzz } from '@entente/testing';
import * as Y from 'yjs';
import { honestRound } from './honest.kit.js';
import { GateServer, textOf } from './server.kit.js';

describe('honest drafters', () => {
  describeFuzz(
    {
      name: 'honest',
      title: '[S20] nothing of theirs is refused and all hold one text, over 20,000 messages',
      until: ['messages', 20_000],
      round: honestRound,
    },
    ({ messages, rows, diverged }) => {
      expect(rows).toBeGreaterThan((messages ?? 0) / 4);
      // Once in 50,000 messages, Yjs itself shows a joiner another order than those who were there.
      expect(diverged ?? 0).toBeLessThan(10);
    },
  );

  it('[S25] an undo for which Yjs itself promises no common order changes nothing, or is the same for all', () => {
    const path = new URL('./yjs-undo-divergence.json', import.meta.url);
    const sample = JSON.parse(readFileSync(path, 'utf8')) as Record<'base' | 'update', string>;
    const [base, update] = [sample.base, sample.update].map((hex) =>
      Uint8Array.from(Buffer.from(hex, 'hex')),
    );
    const server = new GateServer(base === undefined ? [] : [base]);
    const before = textOf(server.doc);
    const owned = new Set(Y.decodeUpdate(update ?? new Uint8Array()).structs.map(({ id }) => id.client));
    const answer = server.submit(update ?? new Uint8Array(), owned);
    const after = textOf(server.doc);
    expect([textOf(server.reloaded()), textOf(server.late())]).toEqual([after, after]);
    expect(typeof answer === 'string' ? after : before).toBe(before);
  });
});
