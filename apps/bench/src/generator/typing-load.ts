import { seededRandom, type SeededRandom } from '@entente/testing';
import { percentile } from '../report/statistics.js';
import type { LoadContext, LoadResult, Typing } from './load.js';
import type { LoadClient } from './load-client.js';
import { Meter } from './meter.js';
import { inParallel, pause } from './pool.js';
import { gather, type Writer } from './room.js';

/** How often the y-protocols say again that someone is there. */
const PRESENCE_MS = 15_000;
/** A caret that moves with the typing is shown at most so often. */
const CARET_MS = 100;
/** What was sent in the window may take so long to arrive. */
const GRACE_MS = 1_500;
const DOCUMENTS_AT_ONCE = 8;

export async function runTyping(load: Typing, { entrance, mark }: LoadContext): Promise<LoadResult> {
  const random = seededRandom(load.seed);
  const size = { clients: load.clientsPerDocument, writers: load.writersPerDocument };
  const gatherings = await inParallel(entrance.target.documents, DOCUMENTS_AT_ONCE, async (document) =>
    gather(entrance, document, size, { random }),
  );
  const clients = gatherings.flatMap((gathering) => gathering.clients);
  const writers = gatherings.flatMap((gathering) => gathering.writers);
  const meter = new Meter();
  for (const client of clients) meter.watch(client);
  const stops = writers.map((writer) => typeOn(writer, load, { meter, random }));
  if (load.presence) stops.push(...clients.map((client) => showPresence(client, random)));
  await pause(load.warmSeconds * 1_000);
  await mark('begin');
  meter.begin();
  await pause(load.seconds * 1_000);
  meter.end();
  await mark('end');
  for (const stop of stops) stop();
  await pause(GRACE_MS);
  for (const client of clients) client.close();
  return resultOf(meter, load.seconds);
}

/** Types until it is stopped, at intervals around the mean. */
function typeOn(
  { client, typist }: Writer,
  load: Typing,
  { meter, random }: { meter: Meter; random: SeededRandom },
): () => void {
  const mean = 1_000 / load.editsPerSecond;
  let timer: NodeJS.Timeout;
  let caretAt = 0;
  const again = (): void => {
    timer = setTimeout(once, mean * (0.5 + random.fraction()));
  };
  const once = (): void => {
    again();
    const clock = typist.clock;
    const update = typist.type();
    meter.sent(client.client, clock);
    client.send(update, (refusal) => {
      meter.answered(client.client, clock, refusal);
    });
    const now = performance.now();
    if (!load.presence || now - caretAt < CARET_MS) return;
    caretAt = now;
    client.present();
  };
  timer = setTimeout(once, mean * random.fraction());
  return () => {
    clearTimeout(timer);
  };
}

function showPresence(client: LoadClient, random: SeededRandom): () => void {
  let timer: NodeJS.Timeout;
  const once = (): void => {
    timer = setTimeout(once, PRESENCE_MS);
    client.present();
  };
  timer = setTimeout(once, PRESENCE_MS * random.fraction());
  return () => {
    clearTimeout(timer);
  };
}

function resultOf(meter: Meter, seconds: number): LoadResult {
  const { latencies, acknowledgements } = meter;
  return {
    figures: {
      p50: percentile(latencies, 50),
      p95: percentile(latencies, 95),
      p99: percentile(latencies, 99),
      acknowledgedP50: percentile(acknowledgements, 50),
      acknowledgedP99: percentile(acknowledgements, 99),
      editsPerSecond: meter.sentInWindow / seconds,
      delivered: meter.delivered,
      deliveredPerSecond: meter.delivered / seconds,
    },
    refused: Object.fromEntries(meter.refused),
  };
}
