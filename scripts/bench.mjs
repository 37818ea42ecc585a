/** `npm run bench`: installs and builds what is missing, then measures; apps/bench does the work. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { command, root } from './bootstrap.mjs';
import { onStandardError } from './lib/steps.mjs';

// The tables are what this prints; what it does on the way is not.
onStandardError();
await command(async () => {
  const { buildStale } = await import('./lib/build.mjs');
  // One after another: they share the libraries.
  for (const target of ['programs', 'tool', 'bench', 'e2e']) await buildStale(target);
  // The board is measured in a browser.
  const { findChromium } = await import('./lib/chromium.mjs');
  process.env.CHROMIUM_PATH = (await findChromium()) ?? '';
  const main = path.join(root, 'apps/bench/dist/main.js');
  const child = spawn(process.execPath, [main, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  process.exitCode = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
});
