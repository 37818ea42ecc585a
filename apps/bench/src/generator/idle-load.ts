import type { Idle, LoadContext, LoadResult } from './load.js';
import { inParallel, pause } from './pool.js';

const AT_ONCE = 16;
const WARM_DOCUMENTS = 20;

/**
 * Everything that the connections cost, their documents included. Some come and go before the first reading: code that runs
 * for the first time takes memory too, and is no connection's.
 */
export async function runIdle(load: Idle, { entrance, mark }: LoadContext): Promise<LoadResult> {
  const { documents } = entrance.target;
  const early = documents.slice(0, WARM_DOCUMENTS);
  const warm = await inParallel(early, AT_ONCE, async (document) => entrance.open(document));
  for (const client of warm) client.close();
  await pause(load.settleSeconds * 1_000);
  await mark('begin');
  const started = performance.now();
  const first = await inParallel(documents, AT_ONCE, async (document) => entrance.first(document));
  const more = Array.from(
    { length: load.connections - first.length },
    (_, index) => documents[index % documents.length] ?? '',
  );
  const others = await inParallel(more, AT_ONCE, async (document) => entrance.open(document));
  const openedMs = performance.now() - started;
  const clients = [...first.map(({ client }) => client), ...others];
  let lost = 0;
  for (const client of clients) client.onClose = () => (lost += 1);
  await pause(load.settleSeconds * 1_000);
  await mark('end');
  const figures = {
    connections: clients.length,
    lost,
    openPerSecond: (clients.length / openedMs) * 1_000,
  };
  for (const client of clients) client.close();
  return { figures, refused: {} };
}
