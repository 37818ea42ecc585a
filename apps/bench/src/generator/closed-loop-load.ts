import { seededRandom } from '@entente/testing';
import { percentile } from '../report/statistics.js';
import type { ClosedLoop, LoadContext, LoadResult } from './load.js';
import { Meter } from './meter.js';
import { inParallel, pause } from './pool.js';
import { gather, type Writer } from './room.js';

const DOCUMENTS_AT_ONCE = 8;

/**
 * One rule for all servers: a client sends its next edit when its last one has reached every other client of the document
 * and, where the server acknowledges, has been acknowledged.
 */
class Loop {
  readonly #writer: Writer;
  readonly #meter: Meter;
  readonly #others: number;
  readonly #leastMs: number;
  #awaited = 0;
  #sentAt = 0;
  stopped = false;

  constructor(writer: Writer, meter: Meter, others: number, leastMs: number) {
    this.#writer = writer;
    this.#meter = meter;
    this.#others = others;
    this.#leastMs = leastMs;
  }

  send(): void {
    if (this.stopped) return;
    const { client, typist } = this.#writer;
    const clock = typist.clock;
    const update = typist.type();
    this.#awaited = this.#others + (client.acknowledges ? 1 : 0);
    this.#sentAt = performance.now();
    this.#meter.sent(client.client, clock);
    client.send(update, (refusal) => {
      this.#meter.answered(client.client, clock, refusal);
      this.cameBack();
    });
  }

  /** The last edit reached one more client, or was answered. */
  cameBack(): void {
    this.#awaited -= 1;
    if (this.#awaited > 0) return;
    const left = this.#leastMs - (performance.now() - this.#sentAt);
    if (left <= 0) this.send();
    else setTimeout(() => this.send(), left);
  }
}

export async function runClosedLoop(load: ClosedLoop, { entrance, mark }: LoadContext): Promise<LoadResult> {
  const random = seededRandom(load.seed);
  const size = { clients: load.clientsPerDocument, writers: load.clientsPerDocument };
  const gatherings = await inParallel(entrance.target.documents, DOCUMENTS_AT_ONCE, async (document) =>
    gather(entrance, document, size, { random }),
  );
  const writers = gatherings.flatMap((gathering) => gathering.writers);
  const meter = new Meter();
  const loops = new Map<number, Loop>();
  for (const writer of writers) {
    const loop = new Loop(writer, meter, size.clients - 1, 1_000 / load.mostPerSecond);
    loops.set(writer.client.client, loop);
    meter.watch(writer.client);
  }
  meter.onArrival = (client) => loops.get(client)?.cameBack();
  for (const loop of loops.values()) loop.send();
  await pause(load.warmSeconds * 1_000);
  await mark('begin');
  meter.begin();
  await pause(load.seconds * 1_000);
  meter.end();
  await mark('end');
  for (const loop of loops.values()) loop.stopped = true;
  for (const { client } of writers) client.close();
  return {
    figures: {
      p50: percentile(meter.latencies, 50),
      p99: percentile(meter.latencies, 99),
      delivered: meter.delivered,
      deliveredPerSecond: meter.delivered / load.seconds,
      editsPerSecond: meter.sentInWindow / load.seconds,
    },
    refused: Object.fromEntries(meter.refused),
  };
}
