import type { ContenderName } from '../generator/target.js';
import type { Load } from '../generator/load.js';
import { startContender, type RunningServer } from '../run/contenders.js';
import { measure } from '../run/measure.js';
import type { ScenarioName } from '../run/options.js';
import { windowOf } from '../scenarios/run-load.js';
import type { BenchContext } from '../scenarios/scenario.js';
import { medians } from '../report/statistics.js';

export interface Wanted {
  readonly contender: ContenderName;
  readonly curve: ScenarioName;
}

/** One measuring load against a running server, on documents that are given. */
export async function measureOn(
  context: BenchContext,
  { contender, curve }: Wanted,
  { server, documents, load }: { server: RunningServer; documents: readonly string[]; load: Load },
): Promise<Record<string, number>> {
  const target = { ...server.target(0), documents };
  const { figures, refused } = await measure(server, { load, target }, context.measuring(contender, curve));
  const refusals = Object.entries(refused).map(([code, count]) => `${code} ${String(count)} times`);
  if (refusals.length > 0) throw new Error(`${contender} refused edits of ${curve}: ${refusals.join(', ')}`);
  return figures;
}

/** Clients that type in each document, at a rate that leaves every server room. */
export function typingLoad(
  context: BenchContext,
  sizes: { readonly clients: number; readonly writers: number; readonly editsPerSecond: number },
): Load {
  return {
    kind: 'typing',
    clientsPerDocument: sizes.clients,
    writersPerDocument: sizes.writers,
    editsPerSecond: sizes.editsPerSecond,
    presence: false,
    ...windowOf(context),
    seed: context.options.seed,
  };
}

/** A server for as long as `work` takes. */
export async function withServer<Value>(
  context: BenchContext,
  contender: ContenderName,
  work: (server: RunningServer) => Promise<Value>,
): Promise<Value> {
  const server = await startContender(contender, context.place);
  try {
    return await work(server);
  } finally {
    await server.stop();
  }
}

/** A point lies beside others that say the same, so it is measured fewer times than a scenario. */
const MOST_REPEATS = 2;

/** The median of several measurements of the same. */
export async function repeated(
  { options }: BenchContext,
  once: () => Promise<Record<string, number>>,
): Promise<Record<string, number>> {
  const rounds: Record<string, number>[] = [];
  const times = options.quick ? 1 : Math.min(options.rounds, MOST_REPEATS);
  for (let round = 0; round < times; round += 1) rounds.push(await once());
  return medians(rounds);
}

/** Microseconds of server CPU for each edit of the window. */
export function costOfEdit(figures: Record<string, number>, seconds: number): number {
  const edits = (figures['editsPerSecond'] ?? Number.NaN) * seconds;
  return ((figures['serverCpuS'] ?? Number.NaN) / edits) * 1_000_000;
}
