import { seededRandom } from '@entente/testing';
import type { ColdOpen, LoadContext, LoadResult } from './load.js';
import type { LoadClient } from './load-client.js';
import { inParallel, pause } from './pool.js';
import { gather } from './room.js';
import { typeSteadily } from './steady-writer.js';
import { SCATTERED } from './typist.js';
import { readEdits } from './update-reader.js';

/** Within what ours allows a connection. */
const LEAST_MS = 20;
const PATIENCE_MS = 60_000;
const LOOK_MS = 50;

/**
 * Writes one long history twice, has the server started anew, and opens the one with a single client, the other with many at
 * once. Complete: the client holds every edit of the history.
 */
export async function runColdOpen(load: ColdOpen, context: LoadContext): Promise<LoadResult> {
  const [one = '', many = ''] = context.entrance.target.documents;
  const writersOfOne = await writeHistory(load, context, one);
  const writersOfMany = await writeHistory(load, context, many);
  // Peers store later than they acknowledge: they get the time to.
  await pause(load.settleSeconds * 1_000);
  await context.mark('restart');
  await context.mark('begin');
  const single = await open(context, { document: one, clients: 1, edits: load.edits, writers: writersOfOne });
  const crowd = await open(context, {
    document: many,
    clients: load.clients,
    edits: load.edits,
    writers: writersOfMany,
  });
  await context.mark('end');
  return {
    figures: {
      one: single.completeMs,
      many: crowd.completeMs,
      missing: single.missing + crowd.missing,
      syncedEarly: single.syncedEarly + crowd.syncedEarly,
      bytes: single.bytes,
    },
    refused: {},
  };
}

/** Client ids of those who wrote. */
async function writeHistory(
  load: ColdOpen,
  { entrance }: LoadContext,
  document: string,
): Promise<Set<number>> {
  const random = seededRandom(load.seed);
  const size = { clients: load.writers, writers: load.writers };
  const { clients, writers } = await gather(entrance, document, size, { random, habit: SCATTERED });
  let left = load.edits;
  const refusals: string[] = [];
  const steady = {
    leastMs: LEAST_MS,
    more: () => left-- > 0,
    onAcknowledged: () => undefined,
    onRefused: (refusal: string) => refusals.push(refusal),
  };
  await Promise.all(writers.map(async (writer) => typeSteadily(writer, steady)));
  if (refusals.length > 0) throw new Error(`the history was refused: ${refusals.join(', ')}`);
  for (const client of clients) client.close();
  return new Set(writers.map(({ client }) => client.client));
}

interface Opening {
  readonly document: string;
  readonly clients: number;
  readonly edits: number;
  readonly writers: ReadonlySet<number>;
}

/** What came to one client, and when. Looked into only when all is there: reading takes time too. */
interface Received {
  readonly at: number;
  readonly update: Uint8Array;
}

interface Opened {
  /** Until the last client had everything; NaN where one never had. */
  readonly completeMs: number;
  readonly missing: number;
  /** Clients that were told the document was there before all of it was. */
  readonly syncedEarly: number;
  readonly bytes: number;
}

async function open({ entrance }: LoadContext, opening: Opening): Promise<Opened> {
  const tickets = await inParallel(Array.from({ length: opening.clients }), 8, async () => entrance.ticket());
  const started = performance.now();
  const received = await Promise.all(
    tickets.map(async (ticket) => receive(await entrance.open(opening.document, ticket))),
  );
  const bytes = received[0]?.came[0]?.update.length ?? 0;
  const atSync = received.map(({ came }) => editsIn(came, opening.writers));
  const syncedEarly = atSync.filter((edits) => edits < opening.edits).length;
  const complete = await untilComplete(received, opening);
  for (const { client } of received) client.close();
  const ends = complete.map((at) => at - started);
  const missing = received.reduce((sum, { came }) => sum + opening.edits - editsIn(came, opening.writers), 0);
  return { completeMs: Math.max(...ends), missing, syncedEarly, bytes };
}

function receive(client: LoadClient): { client: LoadClient; came: Received[] } {
  const came = [{ at: performance.now(), update: client.text }];
  client.onUpdate = (update) => came.push({ at: performance.now(), update });
  return { client, came };
}

/** When each client had everything; NaN where patience ended first. */
async function untilComplete(
  received: readonly { came: readonly Received[] }[],
  { edits, writers }: Opening,
): Promise<number[]> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const complete = received.map(({ came }) => {
      const last = came.findIndex((_, index) => editsIn(came.slice(0, index + 1), writers) >= edits);
      return came[last]?.at ?? Number.NaN;
    });
    if (!complete.some(Number.isNaN) || performance.now() > end) return complete;
    await pause(LOOK_MS);
  }
}

/** Edits of the writers in what came: the clocks below the highest end of each. */
function editsIn(came: readonly Received[], writers: ReadonlySet<number>): number {
  const ends = new Map<number, number>();
  for (const { update } of came) {
    readEdits(update, (client, clock, length) => {
      if (writers.has(client)) ends.set(client, Math.max(ends.get(client) ?? 0, clock + length));
    });
  }
  return [...ends.values()].reduce((sum, end) => sum + end, 0);
}
