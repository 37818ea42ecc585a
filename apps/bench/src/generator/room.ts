import type { SeededRandom } from '@entente/testing';
import { gapsOf } from './base-text.js';
import type { Entrance } from './entrance.js';
import type { LoadClient } from './load-client.js';
import { inParallel } from './pool.js';
import { Typist, WRITING, type Habit } from './typist.js';

/** Connections opened at once. */
const AT_ONCE = 16;

export interface Writer {
  readonly client: LoadClient;
  readonly typist: Typist;
}

/** The connections in one document; the first of them write. */
export interface Gathering {
  readonly clients: readonly LoadClient[];
  readonly writers: readonly Writer[];
}

/** Brings `clients` connections into `document`, `writers` of which get a place of their own to type in. */
export async function gather(
  entrance: Entrance,
  document: string,
  size: { readonly clients: number; readonly writers: number },
  { random, habit = WRITING }: { readonly random: SeededRandom; readonly habit?: Habit },
): Promise<Gathering> {
  const { client, base } = await entrance.first(document);
  const rest = Array.from({ length: size.clients - 1 }, () => document);
  const others = await inParallel(rest, AT_ONCE, async (name) => entrance.open(name));
  const clients = [client, ...others];
  const gaps = gapsOf(base, size.writers);
  const writers = clients.slice(0, size.writers).map((writer, index) => {
    const gap = gaps[index % gaps.length];
    if (gap === undefined) throw new Error(`no place to type in ${document}`);
    return { client: writer, typist: new Typist(writer.client, gap, random, habit) };
  });
  return { clients, writers };
}
