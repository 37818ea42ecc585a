import { spawn } from 'node:child_process';
import { open, readFile, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { root } from '../bootstrap.mjs';
import { DISK_FULL } from './postgres.mjs';
import { Refusal } from './refusal.mjs';
import { serverFlags } from './node-flags.mjs';

const READY_MS = 60_000;
const DRAIN_MS = 20_000;
const LOG_BYTES = 50 * 1024 * 1024;

/**
 * One of our servers as a process of its own, which loads its code and then waits for `run`.
 * @param {{ name: string, app: string, module: string, logFolder: string }} options `module` is what its `main` runs
 */
export async function launchService({ name, app, module, logFolder }) {
  const logFile = path.join(logFolder, `${name}.log`);
  const log = await openLog(logFile);
  const begin = (await log.stat()).size;
  const preload = path.join(root, 'scripts/lib/with-parent.mjs');
  const place = path.join(root, 'apps', app, 'dist');
  const child = spawn(process.execPath, ['--import', preload, ...serverFlags, path.join(place, 'main.js')], {
    cwd: root,
    env: environmentOf({ LOAD_AHEAD: pathToFileURL(path.join(place, module)).href }),
    detached: true,
    stdio: ['ignore', log.fd, log.fd, 'ipc'],
  });
  await log.close();
  const exited = new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? `code ${String(code)}`));
    child.once('error', (error) => resolve(error.message));
  });
  const service = {
    name,
    child,
    exited,
    kill: () => child.kill('SIGKILL'),
    stop: () => stop(child, exited),
    explain: () => explain(name, logFile, begin),
    /** Lets it run with these settings, and waits until it says that it is ready on `port`. */
    run: async (environment, port) => {
      // One that has ended already takes no message; `untilReady` says how it ended.
      child.send(environment, () => undefined);
      await untilReady(service, `http://127.0.0.1:${String(port)}/health/ready`);
    },
  };
  return service;
}

/**
 * Brings a database to this version with the login that owns it, in a process of its own that ends.
 * @param {{ name: string, script: string, environment: Record<string, string> }} options
 */
export async function migrate({ name, script, environment }) {
  const child = spawn(process.execPath, [path.join(root, script)], {
    cwd: root,
    env: environmentOf(environment),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk) => (said += chunk));
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code === 0) return;
  if (/No space left on device|53100/.test(said)) throw new Refusal(DISK_FULL);
  throw new Refusal(said.trim() || `The migrations of the ${name} ended with ${String(code)}.`);
}

/** Each server gets the addresses that are its own, and never the other's from our environment. */
function environmentOf(own) {
  const shared = Object.entries(process.env).filter(([key]) => !/DATABASE_(OWNER_)?URL(_FILE)?$/.test(key));
  return {
    ...Object.fromEntries(shared),
    NODE_ENV: 'production',
    // Compiled code of the last start: about a third of a start is compiling.
    NODE_COMPILE_CACHE: path.join(root, '.cache', 'compiled'),
    ...own,
  };
}

async function openLog(file) {
  const size = (await stat(file).catch(() => undefined))?.size ?? 0;
  if (size > LOG_BYTES) await rename(file, `${file}.1`);
  return open(file, 'a', 0o600);
}

async function untilReady(service, address) {
  const end = performance.now() + READY_MS;
  let ended;
  void service.exited.then((how) => (ended = how));
  for (;;) {
    if (ended !== undefined) throw await service.explain();
    const answer = await fetch(address).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.status === 200) return;
    if (performance.now() > end) {
      await service.stop();
      throw await service.explain();
    }
    await sleep(40);
  }
}

/** Why a server ended, from the last lines it wrote. */
async function explain(name, logFile, begin) {
  const said = (await readFile(logFile, 'utf8').catch(() => '')).slice(begin).trim();
  if (/ENOSPC|No space left on device/.test(said)) return new Refusal(DISK_FULL);
  const last = said.split('\n').slice(-8).join('\n  ');
  return new Refusal(`The ${name} stopped. Its last words, from ${logFile}:\n  ${last}`);
}

async function stop(child, exited) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const harder = setTimeout(() => child.kill('SIGKILL'), DRAIN_MS);
  await exited;
  clearTimeout(harder);
}
