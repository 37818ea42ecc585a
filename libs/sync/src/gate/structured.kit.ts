import { type Counts, seededRandom, type SeededRandom } from '@entente/testing';
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
const UPDATES = 400;
/** CPU that one update may cost, in milliseconds. */
const MAX_MS = 50;

/** Somebody who knows the format and the document well, and writes references as they please. */
export class Attacker {
  readonly owned: ReadonlySet<number>;
  words: readonly string[] = ['x', 'yy', '😀', 'a😀b'];
  private readonly server: { readonly doc: Y.Doc };
  private readonly random: SeededRandom;

  constructor(
    server: { readonly doc: Y.Doc },
    random: SeededRandom,
    clients: readonly number[] = [300, 1_700],
  ) {
    this.server = server;
    this.random = random;
    this.owned = new Set(clients);
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
      const words = this.random.pick(this.words);
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
    const other = this.random.pick(this.known());
    return [other, this.random.integer(Y.getState(this.server.doc.store, other))];
  }

  private deletion(): [number, Range[]] {
    const client = this.random.pick(this.known());
    const clocks = Y.getState(this.server.doc.store, client);
    return [client, [[this.random.integer(clocks), 1 + this.random.integer(4)]]];
  }

  private known(): number[] {
    return [...this.server.doc.store.clients.keys()];
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

/** Forged updates of valid form against one document; throws where one does harm. */
export function structuredRound(seed: number): Counts {
  const random = seededRandom(seed);
  const server = scene(random);
  const attacker = new Attacker(server, random);
  const foreign = [...server.doc.store.clients.keys()].map(
    (id) => [id, Y.getState(server.doc.store, id)] as const,
  );
  const codes = new Set<string>();
  const sums = { updates: UPDATES, accepted: 0 };
  for (let n = 0; n < UPDATES; n += 1) {
    const update = attacker.update();
    const [answer, ms] = timed(server, update, attacker.owned);
    if (ms > MAX_MS) throw new Error(`an update of ${String(update.length)} bytes took ${String(ms)} ms`);
    const { pendingStructs, pendingDs } = server.doc.store;
    if (pendingStructs !== null || pendingDs !== null) throw new Error('something is pending');
    if (answer instanceof Uint8Array) {
      sums.accepted += 1;
      compare(server);
    } else codes.add(answer);
  }
  for (const [id, clock] of foreign) {
    if (Y.getState(server.doc.store, id) !== clock) throw new Error(`the clock of ${String(id)} was moved`);
  }
  if (textOf(server.reloaded()) !== textOf(server.doc)) throw new Error('the log reads differently');
  return { ...sums, rebuilds: server.rebuilds, codes: codes.size };
}

/** One text for the room, an editor that keeps everything, who joins now, and who reads the log. */
function compare(server: GateServer): void {
  const live = textOf(server.doc);
  const others = [server.keeper, server.late(), server.follower].map(textOf);
  if (others.some((text) => text !== live)) throw new Error(`texts differ: ${[live, ...others].join('\n')}`);
}

/** The answer and its CPU time. What was slow is looked at again on a copy: it may have been the collector of garbage. */
function timed(
  server: GateServer,
  update: Uint8Array,
  owned: ReadonlySet<number>,
): [Uint8Array | string, number] {
  const rows = [...server.rows];
  const [answer, ms] = measured(server, update, owned);
  if (ms <= MAX_MS) return [answer, ms];
  const again = [1, 2].map(() => measured(new GateServer(rows), update, owned)[1]);
  return [answer, Math.min(ms, ...again)];
}

function measured(
  server: GateServer,
  update: Uint8Array,
  owned: ReadonlySet<number>,
): [Uint8Array | string, number] {
  const before = process.threadCpuUsage();
  const answer = server.submit(update, owned);
  const { user, system } = process.threadCpuUsage(before);
  return [answer, (user + system) / 1_000];
}
