import { seededRandom, type SeededRandom } from '@entente/testing';
import * as Y from 'yjs';
import type { Kills, LoadContext, LoadResult } from './load.js';
import { pause } from './pool.js';
import { gather } from './room.js';
import { typeSteadily } from './steady-writer.js';
import { WRITING } from './typist.js';

/** Clocks of the edits that were acknowledged, by client. */
type Acknowledged = Map<number, Set<number>>;

const LEAST_MS = 20;
/** A kill comes after so long at least, and at most so much later. */
const BEFORE_MS = 250;
const SPREAD_MS = 900;
/** After PostgreSQL is back the writers go on for so long. */
const AFTER_MS = 400;

/**
 * Has the server, or PostgreSQL under it, killed again and again while writers type, and looks afterwards whether every edit that
 * was acknowledged is in the text that a newcomer is given.
 */
export async function runKills(load: Kills, context: LoadContext): Promise<LoadResult> {
  const random = seededRandom(load.seed);
  const { documents } = context.entrance.target;
  const known = new Map<string, Acknowledged>();
  const tally = { acknowledged: 0, lost: 0, lostLater: 0, killsOfPostgres: 0 };
  const refused = new Map<string, number>();
  for (let kill = 0; kill < load.kills; kill += 1) {
    const document = documents[kill % documents.length] ?? '';
    const victim = load.postgresToo && random.integer(2) === 0 ? 'postgres' : 'server';
    if (victim === 'postgres') tally.killsOfPostgres += 1;
    const acknowledged = await typeUntilKilled(load, context, { document, victim, random, refused });
    tally.acknowledged += count(acknowledged);
    tally.lost += await takeOutMissing(context, document, acknowledged);
    known.set(document, new Map([...(known.get(document) ?? []), ...acknowledged]));
  }
  // What one kill left whole, a later one must not take.
  for (const [document, acknowledged] of known) {
    tally.lostLater += await takeOutMissing(context, document, acknowledged);
  }
  return { figures: { kills: load.kills, ...tally }, refused: Object.fromEntries(refused) };
}

interface Life {
  readonly document: string;
  readonly victim: 'server' | 'postgres';
  readonly random: SeededRandom;
  readonly refused: Map<string, number>;
}

async function typeUntilKilled(
  load: Kills,
  { entrance, mark }: LoadContext,
  { document, victim, random, refused }: Life,
): Promise<Acknowledged> {
  const size = { clients: load.writers, writers: load.writers };
  const { clients, writers } = await gather(entrance, document, size, { random, habit: WRITING });
  const acknowledged: Acknowledged = new Map();
  let typing = true;
  const steady = {
    leastMs: LEAST_MS,
    more: () => typing,
    onAcknowledged: (client: number, clock: number) => {
      acknowledged.set(client, (acknowledged.get(client) ?? new Set()).add(clock));
    },
    onRefused: (refusal: string) => refused.set(refusal, (refused.get(refusal) ?? 0) + 1),
  };
  const ends = writers.map(async (writer) => typeSteadily(writer, steady));
  await pause(BEFORE_MS + random.integer(SPREAD_MS));
  await mark(`kill ${victim}`);
  if (victim === 'postgres') await pause(AFTER_MS);
  typing = false;
  await Promise.all(ends);
  for (const client of clients) client.close();
  return acknowledged;
}

function count(acknowledged: Acknowledged): number {
  return [...acknowledged.values()].reduce((sum, clocks) => sum + clocks.size, 0);
}

/** Number of acknowledged edits that are not visible in the text a newcomer gets; they are not counted again. */
async function takeOutMissing(
  { entrance }: LoadContext,
  document: string,
  acknowledged: Acknowledged,
): Promise<number> {
  const client = await entrance.open(document);
  const doc = new Y.Doc({ gc: false });
  client.onUpdate = (update) => {
    Y.applyUpdate(doc, update);
  };
  Y.applyUpdate(doc, client.text);
  // y-websocket says that a document is there while it still reads it.
  if (entrance.target.contender === 'y-websocket') await pause(1_000);
  client.close();
  let lost = 0;
  for (const [writer, clocks] of acknowledged) {
    const there = visibleClocks(doc, writer);
    for (const clock of clocks) if (!there.has(clock) && clocks.delete(clock)) lost += 1;
  }
  doc.destroy();
  return lost;
}

/** The generator's writers only add characters, so whatever of theirs is not visible is lost. */
function visibleClocks(doc: Y.Doc, client: number): Set<number> {
  const clocks = new Set<number>();
  for (const struct of doc.store.clients.get(client) ?? []) {
    if (struct.deleted || !(struct instanceof Y.Item)) continue;
    for (let at = 0; at < struct.length; at += 1) clocks.add(struct.id.clock + at);
  }
  return clocks;
}
