import { type Counts, seededRandom, type SeededRandom } from '@entente/testing';
import * as Y from 'yjs';
import { Drafter, paragraph } from './drafter.kit.js';
import { GateServer, textOf } from './server.kit.js';

const SENDER = 700;
const OTHER = 900;
const MUTANTS = 400;

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

/** Byte mutants of honest updates against one document; throws where one does harm. */
export function mutantRound(seed: number): Counts {
  const random = seededRandom(seed);
  const { server, updates } = scene(random);
  const owned = new Set([SENDER]);
  const foreign = clocks(server.doc);
  let accepted = 0;
  for (let n = 0; n < MUTANTS; n += 1)
    accepted += attempt(server, mutate(random.pick(updates), random), owned);
  if (clocks(server.doc) !== foreign) throw new Error('a foreign clock was moved');
  const text = textOf(server.doc);
  if (textOf(server.reloaded()) !== text || textOf(server.late()) !== text) throw new Error('texts differ');
  return { mutants: MUTANTS, accepted, rebuilds: server.rebuilds };
}

/** 1 where it was accepted. What was refused has left nothing behind, in the document or beside it. */
function attempt(server: GateServer, mutant: Uint8Array, owned: ReadonlySet<number>): number {
  const { rebuilds } = server;
  const [rows, changes] = [server.rows.length, server.changes];
  const answer = server.submit(mutant, owned);
  const { pendingStructs, pendingDs } = server.doc.store;
  if (pendingStructs !== null || pendingDs !== null)
    throw new Error(`${String(answer)}: something is pending`);
  if (answer instanceof Uint8Array) return 1;
  const touched = server.rebuilds === rebuilds && server.changes !== changes;
  if (touched || server.rows.length !== rows) throw new Error(`${answer}: it left something behind`);
  if (server.rebuilds > rebuilds && textOf(server.doc) !== textOf(server.reloaded())) {
    throw new Error(`${answer}: the document was not built again`);
  }
  return 0;
}

/** Clocks of everyone but the sender. */
function clocks(doc: Y.Doc): string {
  const all = [...Y.decodeStateVector(Y.encodeStateVector(doc))];
  return JSON.stringify(all.filter(([client]) => client !== SENDER).sort(([one], [other]) => one - other));
}
