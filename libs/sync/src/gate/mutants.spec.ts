import { seededRandom, type SeededRandom, testSeed } from '@entente/testing';
import * as Y from 'yjs';
import { Drafter, paragraph } from './drafter.kit.js';
import { GateServer, textOf } from './server.kit.js';

const SENDER = 700;
const OTHER = 900;

/** Changes, removes, doubles or swaps a few bytes. */
function mutate(update: Uint8Array, random: SeededRandom): Uint8Array {
  const bytes = [...update];
  for (let n = 1 + random.integer(3); n > 0; n -= 1) {
    const at = random.integer(bytes.length);
    const roll = random.integer(5);
    if (roll < 2) bytes[at] = random.integer(256);
    else if (roll === 2) bytes[at] = ((bytes[at] ?? 0) + (random.integer(2) === 0 ? 1 : 255)) & 255;
    else if (roll === 3) bytes.splice(at, 1);
    else bytes.splice(at, 0, ...bytes.slice(at, at + 1 + random.integer(4)));
  }
  return Uint8Array.from(bytes);
}

/** One document by two drafters, and updates of one of them that the server has not yet got. */
function scene(random: SeededRandom): { server: GateServer; updates: Uint8Array[] } {
  const start = new Y.Doc();
  start.clientID = OTHER;
  start.getXmlFragment('content').insert(0, [paragraph('p0', 'The assets 😀 of the persons')]);
  const server = new GateServer([Y.encodeStateAsUpdate(start)]);
  const other = new Drafter('other', OTHER + 1, Y.encodeStateAsUpdate(server.doc), random);
  for (let n = 0; n < 40; n += 1) other.edit();
  for (const update of other.outbox) server.submit(update, new Set([OTHER + 1]));
  const sender = new Drafter('sender', SENDER, Y.encodeStateAsUpdate(server.doc), random);
  while (sender.outbox.length < 12) sender.edit();
  return { server, updates: sender.outbox };
}

describe('byte mutants of honest updates', () => {
  const seed = testSeed();
  it.each([1, 2, 3, 4])(
    '[S30] never throw, leave nothing pending, move no foreign clock: seed part %i',
    (part) => {
      const random = seededRandom(seed * 10 + part);
      const owned = new Set([SENDER]);
      let accepted = 0;
      let tried = 0;
      for (let round = 0; round < 12; round += 1) {
        const { server, updates } = scene(random);
        const foreign = clocks(server.doc);
        for (let n = 0; n < 120; n += 1) {
          tried += 1;
          const rows = server.rows.length;
          const before = textOf(server.doc);
          const answer = server.submit(mutate(random.pick(updates), random), owned);
          if (answer instanceof Uint8Array) accepted += 1;
          else expect([answer, textOf(server.doc), server.rows.length]).toEqual([answer, before, rows]);
          expect(server.doc.store.pendingStructs).toBeNull();
          expect(server.doc.store.pendingDs).toBeNull();
        }
        expect(clocks(server.doc)).toEqual(foreign);
        expect(textOf(server.reloaded())).toBe(textOf(server.doc));
        expect(textOf(late(server))).toBe(textOf(server.doc));
      }
      expect(tried).toBe(1_440);
      expect(accepted).toBeGreaterThan(0);
    },
  );
});

/** Clocks of everyone but the sender. */
function clocks(doc: Y.Doc): [number, number][] {
  return [...Y.decodeStateVector(Y.encodeStateVector(doc))]
    .filter(([client]) => client !== SENDER)
    .sort(([one], [other]) => one - other);
}

/** Somebody who joins now. */
function late(server: GateServer): Y.Doc {
  const doc = new Y.Doc();
  doc.getXmlFragment('content');
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(server.doc));
  return doc;
}
