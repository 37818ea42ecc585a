/** `npm run vectors -- PATH…`: decision and procedure vectors through the consensus core; `entente vectors` does the work. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { command, root } from './bootstrap.mjs';
import { onStandardError } from './lib/steps.mjs';

// What failed and how many is what this prints; what it does on the way is not.
onStandardError();
await command(async () => {
  const { buildStale } = await import('./lib/build.mjs');
  await buildStale('tool');
  const main = path.join(root, 'apps/cli/dist/main.js');
  const child = spawn(process.execPath, [main, 'vectors', ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exitCode = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
});
