import { seededRandom, testSeed } from '@entente/testing';
import { Doc, encodeStateAsUpdate, mergeUpdates } from 'yjs';
import { Drafter, paragraph } from './gate/drafter.kit.js';
import { GateServer } from './gate/server.kit.js';
import { joinUpdates } from './join-updates.js';

const START = 4_000;
const ROUNDS = 150;

function firstRow(): Uint8Array {
  const doc = new Doc();
  doc.clientID = START;
  doc.getXmlFragment('content').insert(0, [paragraph('p0', 'The assets of the persons listed')]);
  return encodeStateAsUpdate(doc);
}

describe('rows in one frame', () => {
  it('[S186] are, byte for byte, what Yjs makes of them, whoever wrote them and whatever they removed', () => {
    const random = seededRandom(testSeed());
    const first = firstRow();
    const server = new GateServer([first]);
    const drafters = [0, 1, 2].map((n) => new Drafter(`d${String(n)}`, 5_000 + n, first, random));
    const seen = drafters.map(() => 1);
    let [sent, joined] = [1, 0];
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [at, drafter] of drafters.entries()) {
        for (let edits = random.integer(3); edits > 0; edits -= 1) drafter.edit();
        for (const bytes of drafter.outbox.splice(0)) server.submit(bytes, new Set([5_000 + at]), 50_000);
      }
      const rows = server.rows.slice(sent);
      sent = server.rows.length;
      if (rows.length === 0) continue;
      expect(Buffer.from(joinUpdates(rows))).toEqual(Buffer.from(mergeUpdates(rows)));
      if (rows.length > 1) joined += 1;
      for (const [at, drafter] of drafters.entries()) {
        for (const row of server.rows.slice(seen[at])) drafter.receive(row);
        seen[at] = server.rows.length;
      }
    }
    expect(joined).toBeGreaterThan(ROUNDS / 4);
  });

  it('[S186] that is alone is the row itself', () => {
    const row = firstRow();
    expect(joinUpdates([row])).toBe(row);
  });
});
