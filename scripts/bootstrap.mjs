/**
 * Makes a fresh clone able to run: the pinned Node.js first, then every dependency under it. Built-ins only, Node.js 20 or
 * newer. Repeats nothing: the lockfile's hash stands in node_modules once all of it is there.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { linkLibraries } from './lib/library-links.mjs';
import { takeLock } from './lib/process-lock.mjs';
import { Refusal } from './lib/refusal.mjs';
import { step } from './lib/steps.mjs';

const OLDEST_NODE = 20;
const PINNED_MAJOR = 24;
const QUIET = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const modules = path.join(root, 'node_modules');
const cache = path.join(root, '.cache');
const stampFile = path.join(modules, '.entente-stamp');

/**
 * Installs what is missing. Afterwards, where this process is not the pinned Node.js, runs the same command again under it
 * and does not return.
 */
export async function bootstrap() {
  if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
    throw new Refusal(
      `This is Node.js ${process.versions.node}: install version ${String(OLDEST_NODE)} or newer and start again.`,
    );
  }
  if (!(await isInstalled())) await installOnce();
  const runtime = await pinnedRuntime();
  if (runtime !== undefined && runtime.version !== process.versions.node) await runAgainUnder(runtime.binary);
}

async function isInstalled() {
  const stamp = await readFile(stampFile, 'utf8').catch(() => '');
  return stamp === (await expectedStamp());
}

async function expectedStamp() {
  const lock = await readFile(path.join(root, 'package-lock.json'));
  const hash = createHash('sha256').update(lock).digest('hex');
  return `${hash} ${process.platform}-${process.arch}\n`;
}

/** Two commands may begin on the same fresh clone: the second waits for the first. */
async function installOnce() {
  await mkdir(cache, { recursive: true });
  const file = path.join(cache, 'install.lock');
  let lock = await takeLock(file);
  while (!lock.held) {
    await sleep(300);
    lock = await takeLock(file);
  }
  try {
    if (!(await isInstalled())) await install();
  } finally {
    await lock.release();
  }
}

/**
 * `npm install --no-save` takes the lockfile's versions and integrity as `npm ci` does, but forgives an optional native
 * package of another platform that was not in the registry when the lockfile was made.
 */
async function install() {
  const temporary = path.join(cache, 'runtime');
  const runtime = await temporaryRuntime(temporary);
  await step('install the dependencies', () => npm(['install', '--no-save', ...QUIET], root, runtime));
  await linkLibraries(modules);
  await writeFile(stampFile, await expectedStamp());
  await rm(temporary, { recursive: true, force: true });
}

/**
 * The pinned Node.js by itself, where the present one is another: npm leaves out optional packages (native binaries) whose
 * `engines` refuse the Node.js that it runs under, and says nothing.
 */
async function temporaryRuntime(folder) {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const entry = JSON.parse(await readFile(path.join(root, 'package-lock.json'), 'utf8')).packages[
    `node_modules/${name}`
  ];
  if (entry === undefined && Number(process.versions.node.split('.')[0]) < PINNED_MAJOR) {
    throw new Refusal(
      `No Node.js comes from the registry for ${process.platform} ${process.arch}: install Node.js ${String(PINNED_MAJOR)} and start again.`,
    );
  }
  const present = await pinnedRuntime();
  if (entry === undefined || entry.version === process.versions.node) return undefined;
  // Installing over what is there leaves this one in its place.
  if (present?.version === entry.version) return path.dirname(present.binary);
  await step(`install Node.js ${entry.version}`, async () => {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    const manifest = {
      name: 'runtime',
      version: '0.0.0',
      private: true,
      dependencies: { [name]: entry.version },
    };
    // A lockfile of this one entry, so that npm checks the same integrity as later.
    const lock = {
      ...manifest,
      lockfileVersion: 3,
      packages: { '': manifest, [`node_modules/${name}`]: { ...entry, optional: false } },
    };
    await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
    await writeFile(path.join(folder, 'package-lock.json'), JSON.stringify(lock));
    await npm(['ci', ...QUIET], folder, undefined);
  });
  return path.join(folder, 'node_modules', name, 'bin');
}

async function npm(args, folder, runtime) {
  const environment = { ...process.env };
  // A command of npm's hands its own settings down; those of this project are what counts here.
  for (const key of Object.keys(environment)) {
    if (key.startsWith('npm_') && !/^npm_config_(cache|registry|userconfig|.*proxy|cafile)$/i.test(key))
      delete environment[key];
  }
  if (runtime !== undefined) environment.PATH = `${runtime}${path.delimiter}${environment.PATH ?? ''}`;
  const windows = process.platform === 'win32';
  const child = spawn(windows ? 'npm.cmd' : 'npm', args, {
    cwd: folder,
    env: environment,
    shell: windows,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  child.stderr.on('data', (chunk) => (said += chunk));
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code === 0) return;
  if (said.includes('ENOSPC'))
    throw new Refusal('The disk is full: free at least 2 GB and start again; what is there is used again.');
  const reason = said.trim().split('\n').slice(0, 6).join('\n  ');
  throw new Refusal(
    `npm could not install the dependencies; check the connection to the registry and start again.\n  ${reason}`,
  );
}

/** @returns {Promise<{ binary: string, version: string } | undefined>} */
async function pinnedRuntime() {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const folder = path.join(modules, name);
  const manifest = await readFile(path.join(folder, 'package.json'), 'utf8').catch(() => undefined);
  if (manifest === undefined) return undefined;
  const binary = path.join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if ((await stat(binary).catch(() => undefined)) === undefined) return undefined;
  return { binary, version: JSON.parse(manifest).version };
}

/**
 * The child has a channel to this process and drains when that closes, so that killing either ends both. Ctrl-C in a
 * terminal reaches both anyway; a signal sent to this process alone is handed on.
 */
async function runAgainUnder(binary) {
  const bin = path.join(modules, '.bin');
  const child = spawn(binary, process.argv.slice(1), {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: {
      ...process.env,
      PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}`,
      ENTENTE_BEGUN: String(performance.timeOrigin),
    },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  const code = await new Promise((resolve) => {
    child.once('close', (exit, signal) => resolve(signal === null ? exit : 1));
  });
  process.exit(code);
}

/** Runs a command's `main`; a `Refusal` is printed as its one sentence, anything else with its stack. */
export async function command(main) {
  try {
    await bootstrap();
    await main();
  } catch (error) {
    console.error(error instanceof Refusal ? `\n${error.message}` : error);
    process.exit(1);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await command(async () => {});
