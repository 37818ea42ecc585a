/**
 * `npm test`: every check, cheapest first. All of them run even where one fails (but not what stands on a build that
 * failed); each test counts, and each static check counts as one. The last line is the sum.
 */
import { parseArgs } from 'node:util';
import { command } from './bootstrap.mjs';

await command(async () => {
  const { values } = parseArgs({ options: { only: { type: 'string', multiple: true } } });
  const { checks } = await import('./lib/checks.mjs');
  const { runChecks } = await import('./lib/run-checks.mjs');
  process.exitCode = await runChecks(checks, values.only);
});
