/**
 * `npm run fuzz`: the randomised suites without end, one after another, each for its share of the time. A failure names the
 * seed of its round and the command that repeats it; a seed that has failed belongs into the suite's `kept` list.
 *
 *   --seconds N    how long in all (60)
 *   --seed S       where the seeds begin (the day's)
 *   --only NAME    this suite alone; may be given several times
 *   --replay SEED  one round of one suite
 *   --keep         write what reached something new into the suite's corpus (suite coverage)
 */
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { command } from './bootstrap.mjs';
import { suites } from './lib/fuzz-suites.mjs';
import { Refusal } from './lib/refusal.mjs';

const DAY_MS = 86_400_000;

await command(async () => {
  const { seconds, seed, replay, keep, chosen } = wanted();
  const only = chosen.length === suites.length ? '' : chosen.map(({ name }) => ` --only ${name}`).join('');
  console.log(`npm run fuzz -- --seconds ${String(seconds)} --seed ${String(seed)}${only}`);
  const share = String(Math.round((seconds * 1_000) / chosen.length));
  const failed = [];
  for (const { name, file } of chosen) {
    const how = replay === undefined ? { ENTENTE_FUZZ_MS: share } : { ENTENTE_FUZZ_REPLAY: replay };
    const kept = keep ? { ENTENTE_FUZZ_KEEP: '1' } : {};
    const passed = await run(file, { ENTENTE_FUZZ_ONLY: name, ENTENTE_SEED: String(seed), ...how, ...kept });
    if (!passed) failed.push(name);
  }
  console.log(failed.length === 0 ? 'no failures' : `failed: ${failed.join(', ')}`);
  process.exitCode = failed.length === 0 ? 0 : 1;
});

function wanted() {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: '60' },
      seed: { type: 'string', default: String(Math.floor(Date.now() / DAY_MS)) },
      only: { type: 'string', multiple: true, default: suites.map(({ name }) => name) },
      replay: { type: 'string' },
      keep: { type: 'boolean', default: false },
    },
  });
  const { only, replay, keep } = values;
  const [seconds, seed] = [Number(values.seconds), Number(values.seed)];
  if (!(seconds > 0) || !Number.isInteger(seed)) throw new Refusal('--seconds and --seed take numbers.');
  const chosen = suites.filter(({ name }) => only.includes(name));
  if (chosen.length < only.length) {
    throw new Refusal(`--only takes one of: ${suites.map(({ name }) => name).join(', ')}.`);
  }
  if (replay !== undefined && chosen.length !== 1) {
    throw new Refusal('--replay SEED repeats a round of one suite: name it with --only.');
  }
  return { seconds, seed, replay, keep, chosen };
}

/** Whether nothing was broken. */
function run(file, environment) {
  const jest = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js'];
  const child = spawn(process.execPath, [...jest, '--runInBand', file], {
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code === 0));
  });
}
