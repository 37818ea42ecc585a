import { ok } from '@entente/kernel';
import { seededRandom, testSeed } from '@entente/testing';
import * as Y from 'yjs';
import { Drafter, paragraph } from './drafter.kit.js';
import { forge, text } from './forge.kit.js';
import { GateServer, textOf } from './server.kit.js';

const START = 4_000;
const ROUNDS = 120;

interface Sent {
  readonly bytes: Uint8Array;
  readonly client: number;
}

function firstRow(): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = START;
  doc.getXmlFragment('content').insert(0, [paragraph('p0', 'The assets of the persons listed')]);
  return Y.encodeStateAsUpdate(doc);
}

/** All of them in as few transactions as the gate allows; how many were shared ones. */
function submitTogether(
  server: GateServer,
  sent: readonly Sent[],
): { answers: (Uint8Array | string)[]; shared: number } {
  const answers: (Uint8Array | string)[] = [];
  let shared = 0;
  const next = (): Uint8Array | string | undefined => {
    const one = sent[answers.length];
    return one === undefined ? undefined : server.submit(one.bytes, new Set([one.client]), 50_000);
  };
  while (answers.length < sent.length) {
    const before = answers.length;
    const sound = server.guarded.watcher.together(() => {
      for (let answer = next(); answer !== undefined && answer !== 'apart'; answer = next())
        answers.push(answer);
    });
    expect(sound).toBe(true);
    shared += answers.length - before;
    const answer = next();
    if (answer !== undefined) answers.push(answer);
  }
  return { answers, shared };
}

function plainly(answer: Uint8Array | string): string {
  return typeof answer === 'string' ? answer : Buffer.from(answer).toString('base64');
}

describe('several updates in one transaction', () => {
  it('[S188] have the verdicts, the rows and the text that they have one by one', () => {
    const random = seededRandom(testSeed());
    const first = firstRow();
    const [single, joint] = [new GateServer([first]), new GateServer([first])];
    const drafters = [0, 1, 2, 3].map((n) => new Drafter(`d${String(n)}`, 5_000 + n, first, random));
    const seen = drafters.map(() => 1);
    let [together, all] = [0, 0];
    for (let round = 0; round < ROUNDS; round += 1) {
      const sent = drafters.flatMap((drafter, at) => {
        for (let edits = random.integer(3); edits > 0; edits -= 1) drafter.edit();
        return drafter.outbox.splice(0).map((bytes) => ({ bytes, client: 5_000 + at }));
      });
      const { answers, shared } = submitTogether(joint, sent);
      together += shared;
      all += sent.length;
      const alone = sent.map(({ bytes, client }) => single.submit(bytes, new Set([client]), 50_000));
      expect(answers.map(plainly)).toEqual(alone.map(plainly));
      expect(textOf(joint.doc)).toBe(textOf(single.doc));
      expect(Y.encodeStateVector(joint.doc)).toEqual(Y.encodeStateVector(single.doc));
      for (const [at, drafter] of drafters.entries()) {
        if (random.integer(3) === 0) continue;
        for (const row of joint.rows.slice(seen[at])) drafter.receive(row);
        seen[at] = joint.rows.length;
      }
    }
    expect(textOf(joint.late())).toBe(textOf(joint.reloaded()));
    expect(joint.rebuilds).toBe(0);
    expect(together).toBeGreaterThan(all / 3);
    expect(together).toBeLessThan(all);
  });

  it('[S188] are each held against what stood before it, not before the transaction', () => {
    const server = new GateServer([firstRow()]);
    const root = server.doc.getXmlFragment('content');
    const block = root.get(0) as Y.XmlElement;
    const line = block.get(0) as Y.XmlElement;
    const words = line.get(0) as Y.XmlText;
    const [inWords, inBlock] = [words._start?.id, line._item?.id];
    if (inWords === undefined || inBlock === undefined)
      throw new Error('the article has a paragraph of words');
    const type = (client: number, clock: number, after: Y.ID): Sent => {
      const struct = text('x', { origin: [after.client, after.clock] });
      return { bytes: forge([{ client, clock, structs: [struct] }]), client };
    };
    const sent = [
      type(6_000, 0, inWords),
      // Its own first letter is new to the transaction, and known to this update.
      type(6_000, 1, Y.createID(6_000, 0)),
      // Words of somebody else that this transaction brought.
      type(6_001, 0, Y.createID(6_000, 1)),
      // A letter among the lines of a paragraph.
      type(6_002, 0, inBlock),
    ];
    const answers: (Uint8Array | string)[] = [];
    server.guarded.watcher.together(() => {
      for (const one of sent) answers.push(server.submit(one.bytes, new Set([one.client])));
    });
    expect(answers.slice(0, 3).every((answer) => typeof answer !== 'string')).toBe(true);
    expect(answers[3]).toBe('SCHEMA');
  });

  it('[S188] leave nothing behind that a later update would be held against', () => {
    const server = new GateServer([firstRow()]);
    expect(server.guarded.watcher.together(() => undefined)).toBe(true);
    expect(server.guarded.watcher.batch).toBeNull();
    expect(server.guarded.watcher.take()).toEqual({ updates: [], transactions: [], fault: null });
    expect(ok(server.submit(forge([], [[START, [[40_000, 1]]]]), new Set([1])))).toEqual(ok('DELETE_FUTURE'));
  });
});
