import { testSeed } from './seeded-random.js';

/** What one round did, by name; summed over the rounds. */
export type Counts = Readonly<Record<string, number>>;

/** A randomised suite: a round is one seed. It throws where a promise is broken. */
export interface Fuzz {
  /** As in `npm run fuzz -- --only NAME`. */
  readonly name: string;
  /** Title of the test, with the rule it checks. */
  readonly title: string;
  /** In `npm test`: rounds until this count is reached. */
  readonly until: readonly [count: string, number];
  /** Seeds that once failed; they come first. */
  readonly kept?: readonly number[];
  round(seed: number): Counts | Promise<Counts>;
}

const PROGRESS_MS = 10_000;
/** For the last round, and for what a test does around it. */
const GRACE_MS = 60_000;
/** For the whole size of a suite, on a machine that does much else. */
const PATIENCE_MS = 600_000;

/**
 * The suite as a test. In `npm test` it runs the kept seeds, then as many rounds as its size asks for; under
 * `npm run fuzz` rounds without end until the time is over. A failure names the seed of its round and how to repeat it.
 */
export function describeFuzz(fuzz: Fuzz, done: (counts: Counts) => void = () => undefined): void {
  const { ENTENTE_FUZZ_ONLY: only, ENTENTE_FUZZ_MS: ms, ENTENTE_FUZZ_REPLAY: replay } = process.env;
  if (only !== undefined && only !== fuzz.name) return;
  if (replay !== undefined) {
    it(fuzz.title, async () => void (await run(fuzz, Number(replay))));
    return;
  }
  if (ms !== undefined) {
    it(fuzz.title, async () => endless(fuzz, Number(ms)), Number(ms) + GRACE_MS);
    return;
  }
  it(
    fuzz.title,
    async () => {
      for (const seed of fuzz.kept ?? []) await run(fuzz, seed);
      const [name, wanted] = fuzz.until;
      const sums = new Sums();
      for (let seed = testSeed() * 1_000; (sums.counts[name] ?? 0) < wanted; seed += 1) {
        sums.add(await run(fuzz, seed));
      }
      done(sums.counts);
    },
    PATIENCE_MS,
  );
}

async function endless(fuzz: Fuzz, ms: number): Promise<void> {
  const end = Date.now() + ms;
  let told = Date.now();
  const sums = new Sums();
  let seed = testSeed() * 1_000;
  for (; Date.now() < end; seed += 1) {
    sums.add(await run(fuzz, seed));
    if (Date.now() - told < PROGRESS_MS) continue;
    told = Date.now();
    tell(fuzz, seed, sums.counts);
  }
  tell(fuzz, seed - 1, sums.counts);
}

function tell(fuzz: Fuzz, seed: number, counts: Counts): void {
  const sums = Object.entries(counts).map(([name, count]) => `${name} ${count.toLocaleString('en')}`);
  process.stderr.write(`${fuzz.name}: to seed ${String(seed)}: ${sums.join(', ')}\n`);
}

async function run(fuzz: Fuzz, seed: number): Promise<Counts> {
  try {
    return await fuzz.round(seed);
  } catch (failure) {
    const again = `npm run fuzz -- --only ${fuzz.name} --replay ${String(seed)}`;
    throw new Error(`${fuzz.name} fails with seed ${String(seed)}; to repeat it: ${again}`, {
      cause: failure,
    });
  }
}

class Sums {
  counts: Record<string, number> = {};

  add(round: Counts): void {
    for (const [name, count] of Object.entries(round)) {
      this.counts[name] = (this.counts[name] ?? 0) + count;
    }
  }
}
