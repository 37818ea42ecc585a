import { seededRandom, type SeededRandom, testSeed } from '@entente/testing';
import * as Y from 'yjs';
import { Drafter, paragraph } from './drafter.kit.js';
import {
  any,
  element,
  forge,
  type ForgedStruct,
  type Id,
  type Range,
  run,
  text,
  xmlText,
} from './forge.kit.js';
import { GateServer, textOf } from './server.kit.js';

const OTHER = 900;

/** Somebody who knows the format and the document well, and writes references as they please. */
class Attacker {
  readonly owned = new Set([300, 1_700]);
  private readonly server: GateServer;
  private readonly random: SeededRandom;

  constructor(server: GateServer, random: SeededRandom) {
    this.server = server;
    this.random = random;
  }

  /** An update of valid form, with one to five structs under the own ids and some deletions. */
  update(): Uint8Array {
    const clients = [...this.owned].filter(() => this.random.integer(3) > 0).sort((one, two) => two - one);
    const blocks = clients.map((client) => {
      const clock = Y.getState(this.server.doc.store, client);
      let next = clock;
      const structs = Array.from({ length: 1 + this.random.integer(5) }, () => {
        const [struct, length] = this.struct(client, next);
        next += length;
        return struct;
      });
      return { client, clock, structs };
    });
    return forge(blocks, this.random.integer(3) === 0 ? [this.deletion()] : []);
  }

  private struct(client: number, next: number): [ForgedStruct, number] {
    const place = this.place(client, next);
    const roll = this.random.integer(10);
    if (roll < 6) {
      const words = this.random.pick(['x', 'yy', '😀', 'a😀b']);
      return [text(words, place), words.length];
    }
    if (roll === 6) return [run(this.random.pick([0, 1]), 2, place), 2];
    if (roll === 7) return [element(this.random.pick(['paragraph', 'p']), place), 1];
    if (roll === 8) return [xmlText(place), 1];
    return [any(['id1'], place), 1];
  }

  private place(client: number, next: number): Omit<ForgedStruct, 'kind' | 'content'> {
    const roll = this.random.integer(12);
    if (roll === 0) return { root: 'content' };
    if (roll === 1) return { parent: this.id(client, next), key: 'id' };
    if (roll === 2) return { parent: this.id(client, next) };
    const origin = this.id(client, next);
    if (roll < 6) return { origin };
    if (roll < 7) return { right: this.id(client, next) };
    // Neighbours that are near each other are the ones that come close to being right.
    const near: Id = [origin[0], Math.max(0, origin[1] + 1 - this.random.integer(3))];
    return { origin, right: this.random.integer(2) === 0 ? near : this.id(client, next) };
  }

  private id(client: number, next: number): Id {
    if (next > 0 && this.random.integer(4) === 0) return [client, this.random.integer(next)];
    const known = [...Y.decodeStateVector(Y.encodeStateVector(this.server.doc))];
    const [other, clocks] = this.random.pick(known);
    return [other, this.random.integer(clocks)];
  }

  private deletion(): [number, Range[]] {
    const known = [...Y.decodeStateVector(Y.encodeStateVector(this.server.doc))];
    const [client, clocks] = this.random.pick(known);
    return [client, [[this.random.integer(clocks), 1 + this.random.integer(4)]]];
  }
}

/** A small document that several people have worked on, with words deleted, blocks collected and attributes rewritten. */
function scene(random: SeededRandom): GateServer {
  const start = new Y.Doc();
  start.clientID = OTHER;
  start.getXmlFragment('content').insert(0, [paragraph('p0', 'Assets 😀 of'), paragraph('p1', 'persons')]);
  const server = new GateServer([Y.encodeStateAsUpdate(start)]);
  for (const client of [OTHER + 1, OTHER + 2]) {
    const drafter = new Drafter(String(client), client, Y.encodeStateAsUpdate(server.doc), random);
    while (drafter.outbox.length < 15) drafter.edit();
    for (const update of drafter.outbox) server.submit(update, new Set([client]));
  }
  return server;
}

/** A replica that never collects, as an editor with an undo stack, and one that joins now. */
function replicas(server: GateServer): Y.Doc[] {
  const keeping = new Y.Doc({ gc: false });
  keeping.getXmlFragment('content');
  for (const row of server.rows) Y.applyUpdate(keeping, row);
  const late = new Y.Doc();
  late.getXmlFragment('content');
  Y.applyUpdate(late, Y.encodeStateAsUpdate(server.doc));
  return [keeping, late, server.reloaded()];
}

describe('forged updates of valid form', () => {
  const seed = testSeed();
  // The first seed once showed a joiner another order than those who were there.
  it.each([207_803, seed * 10])('[S25] what is accepted is one text for all replicas, seed %i', (one) => {
    const random = seededRandom(one);
    const answers = new Map<string, number>();
    for (let round = 0; round < 10; round += 1) {
      const server = scene(random);
      const attacker = new Attacker(server, random);
      const others = [...Y.decodeStateVector(Y.encodeStateVector(server.doc))];
      for (let n = 0; n < 150; n += 1) {
        const answer = server.submit(attacker.update(), attacker.owned);
        const name = typeof answer === 'string' ? answer : 'accepted';
        answers.set(name, (answers.get(name) ?? 0) + 1);
        expect(server.doc.store.pendingStructs ?? server.doc.store.pendingDs).toBeNull();
        if (name !== 'accepted') continue;
        const live = textOf(server.doc);
        expect(replicas(server).map(textOf)).toEqual([live, live, live]);
      }
      const after = Y.decodeStateVector(Y.encodeStateVector(server.doc));
      expect(others.map(([client]) => [client, after.get(client)])).toEqual(others);
    }
    expect(answers.get('accepted')).toBeGreaterThan(30);
    expect(answers.size).toBeGreaterThan(5);
  });
});
