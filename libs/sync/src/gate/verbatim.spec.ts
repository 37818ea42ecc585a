import { seededRandom, testSeed } from '@entente/testing';
import * as Y from 'yjs';
import { Drafter, paragraph } from './drafter.kit.js';
import { GateServer } from './server.kit.js';

const START = 4_000;
const STEPS = 2_000;

function firstRow(): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = START;
  doc.getXmlFragment('content').insert(0, [paragraph('p0', 'The assets of the persons listed')]);
  return Y.encodeStateAsUpdate(doc);
}

/** What Yjs itself writes of an update, as a server without this room would store it. */
class Scribe {
  readonly doc = new Y.Doc();
  private readonly written: Uint8Array[] = [];

  constructor(first: Uint8Array) {
    this.doc.clientID = 0;
    this.doc.getXmlFragment('content');
    Y.applyUpdate(this.doc, first);
    this.doc.on('update', (update: Uint8Array) => this.written.push(update));
  }

  write(update: Uint8Array): Uint8Array {
    Y.applyUpdate(this.doc, update);
    const written = this.written.splice(0);
    return written.length === 1 && written[0] !== undefined ? written[0] : Y.mergeUpdates(written);
  }
}

describe('the bytes of a row', () => {
  it('[S166] are the very bytes that Yjs would write, whether they were written again or taken as they came', () => {
    const random = seededRandom(testSeed());
    const first = firstRow();
    const server = new GateServer([first]);
    const scribe = new Scribe(first);
    const drafters = [0, 1, 2].map((n) => new Drafter(`d${String(n)}`, 5_000 + n, first, random));
    const counts = { taken: 0, written: 0 };
    const seen = drafters.map(() => server.rows.length);
    for (let step = 0; step < STEPS; step += 1) {
      const at = random.integer(drafters.length);
      const drafter = drafters[at];
      if (drafter === undefined) continue;
      drafter.edit();
      // Sometimes several at once, and seldom what the others wrote meanwhile: then edits meet.
      if (random.integer(4) === 0) continue;
      const updates = drafter.outbox.splice(0);
      const sent = updates.length === 1 && updates[0] !== undefined ? updates[0] : Y.mergeUpdates(updates);
      const answer = updates.length === 0 ? 'known' : server.submit(sent, new Set([5_000 + at]), 50_000);
      if (typeof answer !== 'string') {
        counts[answer === sent ? 'taken' : 'written'] += 1;
        expect(Buffer.from(answer)).toEqual(Buffer.from(scribe.write(sent)));
      }
      if (random.integer(3) > 0) continue;
      for (const row of server.rows.slice(seen[at])) drafter.receive(row);
      seen[at] = server.rows.length;
    }
    expect(counts.taken).toBeGreaterThan(counts.written / 2);
    expect(counts.written).toBeGreaterThan(50);
  });

  it('[S166] are written again where a byte names what need not be named', () => {
    const first = firstRow();
    const writer = new Y.Doc();
    writer.clientID = 5_000;
    Y.applyUpdate(writer, first);
    const updates: Uint8Array[] = [];
    writer.on('update', (update: Uint8Array) => updates.push(update));
    const line = (writer.getXmlFragment('content').get(0) as Y.XmlElement).get(0) as Y.XmlElement;
    const run = line.get(0) as Y.XmlText;
    run.insert(3, 'x');
    const [honest] = updates;
    if (honest === undefined) throw new Error('nothing was typed');
    const keyed = honest.slice();
    // The struct's first byte stands behind two counts, the client in two bytes and the clock in one.
    keyed[5] = (keyed[5] ?? 0) | 0x20;
    const answer = new GateServer([first]).submit(keyed, new Set([5_000]));
    expect(answer === keyed).toBe(false);
    expect(typeof answer === 'string' ? answer : Buffer.from(answer)).toEqual(Buffer.from(honest));
  });
});
