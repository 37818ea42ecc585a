/**
 * A look at V8’s counters walks every function in the process: this suite needs one that has not loaded the others.
 *
 * @jest-environment node
 */
import { BlockCoverage } from './block-coverage.js';
import { GuidedFuzz, type Guide } from './guided-fuzz.js';
import { seededRandom, testSeed, type SeededRandom } from './seeded-random.js';

/** A fault behind four doors in a row: by chance alone one input in four thousand million finds it. */
function maze(input: string): void {
  if (!input.startsWith('s')) return;
  if (input[1] !== 'e') return;
  if (input[2] !== 'a') return;
  if (input[3] !== 'l') return;
  throw new Error('the fault');
}

function changed(input: string, random: SeededRandom): string {
  const at = random.integer(input.length + 1);
  return input.slice(0, at) + String.fromCharCode(random.integer(256)) + input.slice(at + random.integer(2));
}

const guide: Guide<string> = {
  execute(input) {
    maze(input);
    return [];
  },
  mutate: (input, _other, random) => changed(input, random),
  sizeOf: (input) => input.length,
  *smaller(input) {
    for (let at = 0; at < input.length; at += 1) yield input.slice(0, at) + input.slice(at + 1);
  },
  write: (input) => JSON.stringify(input),
};

describe('fuzzing that is guided by the blocks that ran', () => {
  const coverage = new BlockCoverage(/guided-fuzz\.spec\.ts$/);
  afterAll(() => {
    coverage.stop();
  });

  const seed = testSeed();
  it(`finds a fault that chance does not, and makes its input small, seed ${String(seed)}`, () => {
    const random = seededRandom(seed);
    let blind = 'x';
    for (let n = 0; n < 60_000; n += 1) {
      if (n % 10 === 0) blind = 'x';
      blind = changed(blind, random);
      maze(blind);
    }
    const fuzz = new GuidedFuzz(guide, coverage);
    fuzz.start(['x']);
    expect(() => fuzz.round(random, 60_000)).toThrow('add this to the corpus: "seal"');
  });

  it('keeps what reaches something new, and of that only what is needed', () => {
    const fuzz = new GuidedFuzz(guide, coverage);
    fuzz.start(['x', 'y', 'se', 'sex', 'sea', 'sea!']);
    expect(fuzz.least()).toEqual(['x', 'se', 'sea']);
  });
});
