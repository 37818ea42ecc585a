#!/usr/bin/env node
/** `npx entente …`: the command-line tool of this clone. Installs and builds what it lacks, then hands over to apps/cli. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { command, root } from './bootstrap.mjs';
import { onStandardError } from './lib/steps.mjs';

// What the tool prints is for other programs to read; what this prints on the way is not.
onStandardError();
await command(async () => {
  const { buildStale } = await import('./lib/build.mjs');
  await buildStale('tool');
  const child = spawn(
    process.execPath,
    [path.join(root, 'apps/cli/dist/main.js'), ...process.argv.slice(2)],
    {
      stdio: 'inherit',
    },
  );
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  process.exitCode = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
});
