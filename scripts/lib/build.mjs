import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../bootstrap.mjs';
import { step } from './steps.mjs';

/** What a build makes: from which folders, with which command, and the file that shows it was made. */
const TARGETS = {
  programs: {
    title: 'build the servers',
    sources: ['libs', 'apps/server', 'apps/annex-store'],
    command: ['typescript/bin/tsc', '-b', 'apps/server', 'apps/annex-store'],
    folder: '.',
    results: ['apps/server/dist/main.js', 'apps/annex-store/dist/main.js'],
  },
  tool: {
    title: 'build the command-line tool',
    sources: ['libs', 'apps/cli'],
    command: ['typescript/bin/tsc', '-b', 'apps/cli'],
    folder: '.',
    results: ['apps/cli/dist/main.js'],
  },
  bench: {
    title: 'build the benchmarks',
    sources: ['libs', 'apps/bench'],
    command: ['typescript/bin/tsc', '-b', 'apps/bench'],
    folder: '.',
    results: ['apps/bench/dist/main.js'],
  },
  e2e: {
    title: 'build the browser journeys',
    sources: ['libs', 'apps/e2e'],
    command: ['typescript/bin/tsc', '-b', 'apps/e2e'],
    folder: '.',
    results: ['apps/e2e/dist/screenshots/take-screenshots.js'],
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
  const built = await Promise.allSettled(targets.map((name) => buildOne(name, TARGETS[name])));
  const failed = built.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

/** Hash of the sources that target `name` was last built from; empty where it was not. */
export function builtStamp(name) {
  return readFile(stampFileOf(name), 'utf8').catch(() => '');
}

function stampFileOf(name) {
  return path.join(root, '.cache', `built-${name}`);
}

async function buildOne(name, { title, sources, command, folder, results }) {
  const stampFile = stampFileOf(name);
  const stamp = fingerprint(sources);
  const made = await Promise.all(results.map((file) => exists(path.join(root, file))));
  if (made.every(Boolean) && (await builtStamp(name)) === stamp) return;
  await rm(stampFile, { force: true });
  await step(title, () => run(command, path.join(root, folder)));
  await mkdir(path.dirname(stampFile), { recursive: true });
  await writeFile(stampFile, stamp);
}

/** Notes that target `name` was built from the present sources, by whoever ran its command. */
export async function markBuilt(name) {
  await mkdir(path.join(root, '.cache'), { recursive: true });
  await writeFile(stampFileOf(name), fingerprint(TARGETS[name].sources));
}

/**
 * One hash of the content of every source file, tests left out: a clone's file times say nothing. Read without promises,
 * which for 1,500 small files take five times as long as the reading.
 */
function fingerprint(folders) {
  const files = ['package-lock.json', 'tsconfig.base.json', ...folders.flatMap(sourcesOf)];
  const hash = createHash('sha256');
  // By code units: the same order on every machine, whatever its language.
  for (const file of files.sort((a, b) => (a < b ? -1 : 1)))
    hash.update(`${file}\0`).update(readFileSync(path.join(root, file)));
  return hash.digest('hex');
}

function sourcesOf(folder) {
  const found = [];
  for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
    const file = path.posix.join(folder, entry.name);
    if (entry.isDirectory() && !['node_modules', 'dist', 'testing'].includes(entry.name))
      found.push(...sourcesOf(file));
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
