import { describeFuzz, redisMissing, seededRandom, testSeed, type Counts } from '@entente/testing';
import { gather, type Coalition } from '../crash/coalition.js';
import { Cluster } from './cluster.js';
import { ConvergenceRound } from './convergence-round.js';

const NODES = 3;

/** In place of the suite where this machine has no Redis, which it then has said aloud. */
function absent(name: string): void {
  it(`[S117] ${name}: not tested here`, () => {
    expect(process.env['CI']).not.toBe('true');
  });
}
const onRedis = redisMissing() ? absent : describe;

onRedis(`three server processes that anything may happen to (seed ${String(testSeed())})`, () => {
  let cluster: Cluster;
  let coalition: Coalition;

  beforeAll(async () => {
    cluster = await Cluster.start(NODES, seededRandom(testSeed()));
    // Nobody of the demo types: each round brings its own writers.
    coalition = await gather(cluster.address, 0, seededRandom(0));
  }, 180_000);
  afterAll(async () => {
    await cluster.stop();
  }, 60_000);

  async function round(seed: number): Promise<Counts> {
    const { wrong, counts } = await new ConvergenceRound(cluster, coalition, seed).play();
    process.stderr.write(`processes: seed ${String(seed)}: ${JSON.stringify(counts)}\n`);
    expect(wrong).toEqual([]);
    return counts;
  }

  describeFuzz({
    name: 'processes',
    title:
      '[S117] all clients and a late one hold the text of the log, nothing recorded is missing, and no freeze was written beyond',
    until: ['rounds', 1],
    round,
  });
});
