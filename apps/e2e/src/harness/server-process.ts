import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { openSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { waitFor } from '@entente/testing';
import { freePort } from './free-port.js';

/** Patience for a start on a machine that is busy with other things. */
const START_MS = 180_000;
const LAST_WORDS = 4_000;

/** The drafting server as a process of its own, to be killed and started again on the same port and database. */
export class ServerProcess {
  /** Origin of the server; the same after each start. */
  readonly address: string;
  readonly #environment: Readonly<Record<string, string>>;
  readonly #folder: string;
  #child: ChildProcess | undefined;

  private constructor(address: string, folder: string, environment: Readonly<Record<string, string>>) {
    this.address = address;
    this.#folder = folder;
    this.#environment = environment;
  }

  /** Starts on a free port; the first start migrates `database`. */
  static async start(
    database: { readonly appUrl: string; readonly ownerUrl: string },
    settings: Readonly<Record<string, string>> = {},
  ): Promise<ServerProcess> {
    const port = await freePort();
    const folder = await mkdtemp(path.join(tmpdir(), 'entente-server-'));
    const server = new ServerProcess(`http://localhost:${String(port)}`, folder, {
      PORT: String(port),
      DATABASE_URL: database.appUrl,
      DATABASE_OWNER_URL: database.ownerUrl,
      KEY_DIR: path.join(folder, 'keys'),
      // No test of this kind opens an annex; the address is only handed on to clients.
      ANNEX_ADDRESS: 'http://localhost:9',
      LOG_LEVEL: 'warn',
      NODE_COMPILE_CACHE: path.resolve('.cache/compiled'),
      ...settings,
    });
    await server.start();
    return server;
  }

  /** Starts the process again, and waits until it says that it is ready. */
  async start(): Promise<void> {
    const log = openSync(path.join(this.#folder, 'log'), 'a');
    const child = spawn(process.execPath, ['apps/server/dist/main.js'], {
      env: { ...process.env, ...this.#environment },
      stdio: ['ignore', log, log],
    });
    this.#child = child;
    await waitFor(
      'the server to be ready',
      async () => {
        if (child.exitCode !== null) throw new Error(`the server ended: ${await this.log()}`);
        const answer = await fetch(`${this.address}/health/ready`).catch(() => undefined);
        return answer?.status === 200;
      },
      START_MS,
    );
  }

  /** SIGKILL: no handler of the process runs. Resolves when it is gone. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** SIGTERM, and a new process once the old one has drained and gone. */
  async restart(): Promise<void> {
    await this.#end('SIGTERM');
    await this.start();
  }

  /** SIGTERM, as an operator stops it; removes what the process wrote besides its database. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** Memory of the process in MiB: what the operating system counts as resident. */
  residentMiB(): number {
    const pid = String(this.#child?.pid ?? 0);
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', pid], { encoding: 'utf8' })) / 1_024;
  }

  /** What the process has logged so far. */
  async log(): Promise<string> {
    return readFile(path.join(this.#folder, 'log'), 'utf8');
  }

  /** Throws with the last words of a process that had ended although nobody asked it to. */
  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (child === undefined) return;
    this.#child = undefined;
    if (child.exitCode !== null || child.signalCode !== null) {
      const how = child.signalCode ?? `code ${String(child.exitCode)}`;
      throw new Error(`the server had ended by itself (${how}): ${(await this.log()).slice(-LAST_WORDS)}`);
    }
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await gone;
  }
}
