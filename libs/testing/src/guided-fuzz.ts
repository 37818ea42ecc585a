import { type BlockCoverage, Covered, type Ran } from './block-coverage.js';
import type { SeededRandom } from './seeded-random.js';

/** What is fuzzed, and how its inputs are changed. */
export interface Guide<Input> {
  /** Throws where a promise is broken; names what it showed that blocks of code do not tell apart. */
  execute(input: Input): readonly string[];
  /** Another input, made of one or two that reached something. */
  mutate(input: Input, other: Input, random: SeededRandom): Input;
  sizeOf(input: Input): number;
  /** The input with one of its parts left out, once for each part: to make a failing one small. */
  smaller(input: Input): Iterable<Input>;
  /** As it is written into a corpus. */
  write(input: Input): string;
}

/** Inputs between two looks at V8's counters, which cost as much as a hundred of them. */
const BATCH = 100;
/** Attempts to make a failing input smaller. */
const ATTEMPTS = 2_000;

/**
 * Coverage-guided fuzzing: what reaches a block that nothing has reached is kept, and the next inputs are made of what was
 * kept. The corpus goes first, so that what once reached far, or failed, is a test for ever.
 */
export class GuidedFuzz<Input> {
  private readonly covered = new Covered();
  private readonly shown = new Set<string>();
  private readonly pool: Input[] = [];
  private readonly guide: Guide<Input>;
  private readonly coverage: BlockCoverage;

  constructor(guide: Guide<Input>, coverage: BlockCoverage) {
    this.guide = guide;
    this.coverage = coverage;
  }

  /** Functions that ran, characters of them that never did, and inputs that are kept. */
  get reached(): { readonly functions: number; readonly missing: number; readonly kept: number } {
    return { ...this.covered.size, kept: this.pool.length };
  }

  /** Runs the inputs of a corpus and keeps all of them. */
  start(corpus: readonly Input[]): void {
    this.coverage.look();
    for (const input of corpus) this.show(this.execute(input));
    this.covered.add(this.coverage.look());
    this.pool.push(...corpus);
  }

  /** Runs so many new inputs, in batches. */
  round(random: SeededRandom, inputs: number): { readonly inputs: number; readonly kept: number } {
    const before = this.pool.length;
    let done = 0;
    for (; done < inputs; done += BATCH) this.batch(Array.from({ length: BATCH }, () => this.made(random)));
    return { inputs: done, kept: this.pool.length - before };
  }

  /** The inputs that reach all that was reached, small ones first. */
  least(): Input[] {
    const [covered, shown] = [new Covered(), new Set<string>()];
    this.coverage.look();
    return this.pool
      .toSorted((one, two) => this.guide.sizeOf(one) - this.guide.sizeOf(two))
      .filter((input) => {
        const news = this.execute(input).filter((one) => !shown.has(one));
        const ran = this.coverage.look();
        const needed = covered.lacks(ran) || news.length > 0;
        for (const one of news) shown.add(one);
        covered.add(ran);
        return needed;
      });
  }

  /** The newest are changed as often as all the others: they stand where nothing has been tried yet. */
  private made(random: SeededRandom): Input {
    const newest = this.pool.slice(-Math.ceil(this.pool.length / 10));
    const one = random.pick(random.integer(2) === 0 ? newest : this.pool);
    return this.guide.mutate(one, random.pick(this.pool), random);
  }

  private batch(inputs: readonly Input[]): void {
    for (const input of inputs) if (this.show(this.execute(input))) this.pool.push(input);
    const ran = this.coverage.look();
    if (this.covered.lacks(ran)) this.sift(inputs);
    // What does not happen a second time, as the first call of something, is not looked for again.
    this.covered.add(ran);
  }

  /** Finds those of a batch that reach something new, by halves. */
  private sift(inputs: readonly Input[]): void {
    const ran = this.rerun(inputs);
    if (!this.covered.lacks(ran)) return;
    const half = inputs.length >> 1;
    if (half > 0) {
      this.sift(inputs.slice(0, half));
      return this.sift(inputs.slice(half));
    }
    this.covered.add(ran);
    this.pool.push(...inputs);
  }

  private rerun(inputs: readonly Input[]): Ran {
    this.coverage.look();
    for (const input of inputs) this.execute(input);
    return this.coverage.look();
  }

  private show(names: readonly string[]): boolean {
    const before = this.shown.size;
    for (const name of names) this.shown.add(name);
    return this.shown.size > before;
  }

  private execute(input: Input): readonly string[] {
    try {
      return this.guide.execute(input);
    } catch {
      const small = this.shrunk(input);
      throw new Error(`add this to the corpus: ${this.guide.write(small)}`, { cause: this.failure(small) });
    }
  }

  private shrunk(input: Input): Input {
    let small = input;
    for (let attempts = 0, again = true; again && attempts < ATTEMPTS;) {
      again = false;
      for (const candidate of this.guide.smaller(small)) {
        attempts += 1;
        if (attempts > ATTEMPTS || this.failure(candidate) === null) continue;
        [small, again] = [candidate, true];
        break;
      }
    }
    return small;
  }

  private failure(input: Input): unknown {
    try {
      this.guide.execute(input);
      return null;
    } catch (failure) {
      return failure;
    }
  }
}
