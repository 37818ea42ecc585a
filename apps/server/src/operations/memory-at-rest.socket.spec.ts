import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { waitFor } from '@entente/testing';

const ROOT = process.cwd();
const MIB = 1_048_576;

/** A process with the server's own flags that has just worked hard, keeps 20 MiB of it, and tells its memory now and then. */
function program(): string {
  const module = pathToFileURL(path.join(ROOT, 'apps/server/dist/operations/memory-at-rest.js')).href;
  return `
    import 'reflect-metadata';
    const { MemoryAtRest } = await import(${JSON.stringify(module)});
    new MemoryAtRest().onApplicationBootstrap();
    globalThis.kept = Array.from({ length: 200_000 }, (_, at) => ({ at, of: [at] }));
    for (let round = 0; round < 80; round += 1) globalThis.last = Array.from({ length: 100_000 }, (_, at) => ({ at, round }));
    globalThis.last = null;
    setInterval(() => console.log(process.memoryUsage.rss()), 200);
  `;
}

async function start(): Promise<{ child: ChildProcess; rss: number[] }> {
  const file = pathToFileURL(path.join(ROOT, 'scripts/lib/node-flags.mjs')).href;
  const { serverFlags } = (await import(file)) as { serverFlags: readonly string[] };
  const child = spawn(process.execPath, [...serverFlags, '--input-type=module', '--eval', program()], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const rss: number[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => rss.push(Number(line)));
  return { child, rss };
}

describe('the memory of a process at rest', () => {
  it('[S170] is given back to the system', async () => {
    const { child, rss } = await start();
    try {
      const before = await waitFor('a first figure', () => rss[0], 20_000);
      await waitFor('60 MiB given back', () => (rss.at(-1) ?? before) < before - 60 * MIB, 60_000);
    } finally {
      child.kill('SIGKILL');
    }
  }, 90_000);
});
