import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../bootstrap.mjs';
import { markBuilt } from './build.mjs';
import { failedTests } from './failed-tests.mjs';
import { Refusal } from './refusal.mjs';
import { startTestPostgres } from './run-postgres.mjs';
import { seconds } from './steps.mjs';

/**
 * Runs `checks` in order, or those whose names are in `only`, and prints the summary.
 * @returns {Promise<number>} exit code
 */
export async function runChecks(checks, only) {
  const chosen = only === undefined ? checks : checks.filter((check) => only.includes(check.name));
  if (only !== undefined && chosen.length !== only.length) {
    throw new Refusal(`There are these checks: ${checks.map((check) => check.name).join(', ')}.`);
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'entente-test-'));
  const run = { folder, environment: { ...process.env, ENTENTE_TEST_RUN: String(process.pid) } };
  const results = [];
  let postgres;
  try {
    for (const check of chosen) {
      if (check.database === true) postgres ??= await startTestPostgres(run);
      results.push(await runOne(check, run, results));
    }
  } finally {
    await postgres?.stop();
    await rm(folder, { recursive: true, force: true });
  }
  return summary(results);
}

async function runOne(check, run, earlier) {
  const start = performance.now();
  const missing = (check.needs ?? []).find((name) =>
    earlier.some((result) => result.name === name && result.failed > 0),
  );
  console.log(`\n── ${check.title}`);
  if (missing !== undefined) {
    console.log(`not run: "${missing}" failed`);
    return { ...check, passed: 0, failed: 1, took: '–' };
  }
  const counts = check.jest === undefined ? await runCommand(check, run) : await runJest(check, run);
  // So that the suites which run `npm start` find its build done.
  if (counts.failed === 0) for (const target of check.builds ?? []) await markBuilt(target);
  return { ...check, ...counts, took: seconds(start) };
}

async function runCommand(check, run) {
  let failed = 0;
  for (const { script, args, folder = '.' } of await check.commands(run)) {
    failed = (await node(script, args, folder, run)) === 0 ? failed : 1;
  }
  return { passed: 1 - failed, failed };
}

/** Jest's own report is the count; a suite that could not even start is one failure. */
async function runJest(check, run) {
  const report = path.join(run.folder, `${randomUUID()}.json`);
  const prepared = (await check.prepare?.(run)) ?? {};
  const args = [...check.jest, '--json', `--outputFile=${report}`, '--forceExit'];
  const flags = ['--experimental-vm-modules', '--no-warnings'];
  const code = await node('node_modules/jest/bin/jest.js', args, '.', {
    ...run,
    flags,
    environment: { ...run.environment, ...prepared },
  });
  const result = await readFile(report, 'utf8').then(JSON.parse, () => undefined);
  if (result === undefined) return { passed: 0, failed: 1 };
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites + result.numPendingTests;
  if (result.numTotalTests === 0) console.log('no test was found');
  const nothing = result.numTotalTests === 0 ? 1 : 0;
  return {
    passed: result.numPassedTests,
    failed: failed + nothing || (code === 0 ? 0 : 1),
    told: failedTests(result, root),
  };
}

async function node(script, args, folder, { environment, flags = [] }) {
  const child = spawn(process.execPath, [...flags, path.join(root, script), ...args], {
    cwd: path.join(root, folder),
    env: environment,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

function summary(results) {
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  // At the end, where whoever has only the last lines of a long log still finds them.
  for (const told of results.flatMap((result) => result.told ?? [])) console.log(`\nfailed: ${told}`);
  console.log('');
  for (const { title, passed, failed, took } of results) {
    const counts = `${String(passed).padStart(6)} passed ${String(failed).padStart(4)} failed`;
    console.log(`${failed === 0 ? ' ok ' : 'FAIL'} ${title.padEnd(44)} ${counts} ${took.padStart(9)}`);
  }
  console.log(`\nAll checks took ${seconds()}.`);
  console.log(`${String(sum('passed'))} passed, ${String(sum('failed'))} failed`);
  return sum('failed') === 0 && results.length > 0 ? 0 : 1;
}
