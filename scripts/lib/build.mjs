import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../bootstrap.mjs';
import { step } from './steps.mjs';

/** What a build makes: from which folders, with which command, and the file that shows it was made. */
const TARGETS = {
  programs: {
    title: 'build the servers',
    sources: ['libs', 'apps/server', 'apps/annex-store', 'apps/cli'],
    command: ['typescript/bin/tsc', '-b', 'apps/server', 'apps/annex-store', 'apps/cli'],
    folder: '.',
    results: ['apps/server/dist/main.js', 'apps/annex-store/dist/main.js', 'apps/cli/dist/main.js'],
  },
  web: {
    title: 'build the web app',
    sources: ['libs', 'apps/web'],
    command: ['vite/bin/vite.js', 'build', '--logLevel', 'warn'],
    folder: 'apps/web',
    results: ['apps/web/dist/site/index.html'],
  },
};

/** Builds those of `targets` whose sources changed since their last build; says nothing where nothing is to do. */
export async function buildStale(...targets) {
  await Promise.all(targets.map((name) => buildOne(name, TARGETS[name])));
}

async function buildOne(name, { title, sources, command, folder, results }) {
  const stampFile = path.join(root, '.cache', `built-${name}`);
  const stamp = await fingerprint(sources);
  const made = await Promise.all(results.map((file) => exists(path.join(root, file))));
  if (made.every(Boolean) && (await readFile(stampFile, 'utf8').catch(() => '')) === stamp) return;
  await rm(stampFile, { force: true });
  await step(title, () => run(command, path.join(root, folder)));
  await mkdir(path.dirname(stampFile), { recursive: true });
  await writeFile(stampFile, stamp);
}

/** One hash of the content of every source file, tests left out: a clone's file times say nothing. */
async function fingerprint(folders) {
  const files = ['package-lock.json', 'tsconfig.base.json'];
  for (const folder of folders) files.push(...(await sourcesOf(folder)));
  const hash = createHash('sha256');
  for (const file of files.sort()) {
    hash.update(`${file}\0`).update(await readFile(path.join(root, file)));
  }
  return hash.digest('hex');
}

async function sourcesOf(folder) {
  const entries = await readdir(path.join(root, folder), { withFileTypes: true });
  const found = [];
  for (const entry of entries) {
    const file = path.posix.join(folder, entry.name);
    if (entry.isDirectory() && !['node_modules', 'dist', 'testing'].includes(entry.name))
      found.push(...(await sourcesOf(file)));
    if (entry.isFile() && !/\.spec\.tsx?$|\.md$/.test(entry.name)) found.push(file);
  }
  return found;
}

async function run([script, ...args], folder) {
  const child = spawn(process.execPath, [path.join(root, 'node_modules', script), ...args], {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0)
    throw new Error(`${path.basename(script)} ended with ${String(code)}; what it said stands above`);
}

async function exists(file) {
  return (await stat(file).catch(() => undefined)) !== undefined;
}
