/**
 * A look at V8’s counters walks every function in the process: this suite needs one that has not loaded the others.
 *
 * @jest-environment node
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { describeFuzz, seededRandom } from '@entente/testing';
import { firstScripts, gateFuzz, read, write } from './coverage.kit.js';

const path = new URL('./coverage-corpus.txt', import.meta.url);

describe('updates found by the blocks of the gate that they reach', () => {
  const fuzz = gateFuzz();
  const corpus = readFileSync(path, 'utf8').trimEnd().split('\n').map(read);
  beforeAll(() => {
    fuzz.start([...corpus, ...firstScripts()]);
  });
  afterAll(() => {
    process.stderr.write(`coverage: ${JSON.stringify(fuzz.reached)}\n`);
    if (process.env['ENTENTE_FUZZ_KEEP'] !== '1') return;
    const least = fuzz.least().map((script) => `${write(script)}\n`);
    writeFileSync(path, least.join(''));
  }, 600_000);

  describeFuzz(
    {
      name: 'coverage',
      title: '[S30] none of 10,000 throws, is read in two ways, or breaks what the gate promises of any',
      until: ['inputs', 10_000],
      round: (seed) => fuzz.round(seededRandom(seed), 1_000),
    },
    () => {
      // Without the counters there would be no guide, and nothing would say so.
      expect(fuzz.reached.functions).toBeGreaterThan(300);
      expect(corpus.length).toBeGreaterThan(100);
    },
  );
});
