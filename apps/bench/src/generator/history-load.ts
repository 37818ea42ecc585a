import { seededRandom } from '@entente/testing';
import type { History, LoadContext, LoadResult } from './load.js';
import { gather } from './room.js';
import { typeSteadily } from './steady-writer.js';
import { REVISING } from './typist.js';

/** Within what ours allows a connection. */
const LEAST_MS = 18;

export async function runHistory(load: History, { entrance }: LoadContext): Promise<LoadResult> {
  const [document = ''] = entrance.target.documents;
  const random = seededRandom(load.seed);
  const size = { clients: load.writers, writers: load.writers };
  const { clients, writers } = await gather(entrance, document, size, { random, habit: REVISING });
  let left = load.edits;
  const refused = new Map<string, number>();
  const steady = {
    leastMs: LEAST_MS,
    more: () => left-- > 0,
    onAcknowledged: () => undefined,
    onRefused: (refusal: string) => refused.set(refusal, (refused.get(refusal) ?? 0) + 1),
  };
  const started = performance.now();
  await Promise.all(writers.map(async (writer) => typeSteadily(writer, steady)));
  const seconds = (performance.now() - started) / 1_000;
  for (const client of clients) client.close();
  if (left > 0) throw new Error(`the history stopped short: ${[...refused.keys()].join(', ')}`);
  return { figures: { editsPerSecond: load.edits / seconds }, refused: Object.fromEntries(refused) };
}
