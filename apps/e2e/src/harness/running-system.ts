import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { waitFor } from '@entente/testing';
import { freePort } from './free-port.js';

/** A first start may have to build. */
const START_MS = 150_000;

/** All of Entente as a user starts it: `npm start`'s own script, on a data folder of its own. */
export class RunningSystem {
  /** Origin of the web app and the API. */
  readonly address: string;
  /** The data folder. */
  readonly data: string;
  readonly port: number;
  #child: ChildProcess | undefined;
  #printed = '';

  private constructor(port: number, data: string) {
    this.port = port;
    this.data = data;
    this.address = `http://localhost:${String(port)}`;
  }

  /** An empty store, ready. */
  static async start(...options: string[]): Promise<RunningSystem> {
    const system = new RunningSystem(await freePort(), await mkdtemp(path.join(tmpdir(), 'entente-e2e-')));
    await system.start(...options);
    return system;
  }

  /** What the command has printed so far. */
  get printed(): string {
    return this.#printed;
  }

  /** Starts again on the same data; resolves when `npm start` says ready, with its own figure in seconds. */
  async start(...options: string[]): Promise<number> {
    this.#printed = '';
    const args = ['scripts/start.mjs', '--port', String(this.port), '--data', this.data, ...options];
    // The channel closes with this process, however it ends, and then everything below stops.
    const child = spawn(process.execPath, args, {
      // Named: what a test sets is not in the environment that a child would inherit by itself.
      env: process.env,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.#printed += text));
    }
    const ready = await waitFor(
      'npm start to be ready',
      () => {
        if (child.exitCode !== null) throw new Error(`npm start ended:\n${this.#printed}`);
        return /ready after ([0-9.]+) ?s/.exec(this.#printed);
      },
      START_MS,
    );
    return Number(ready[1]);
  }

  /** Ctrl-C. Resolves with the exit code once everything has stopped. */
  async interrupt(): Promise<number | null> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null) return child?.exitCode ?? null;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGINT');
    await gone;
    return child.exitCode;
  }

  /** SIGKILL to the command itself, which can then stop nothing. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (child === undefined) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  }

  /** Resolves with the exit code once the command has ended by itself. */
  async ended(): Promise<number | null> {
    const child = this.#child;
    return waitFor('npm start to end', () => (child === undefined ? 0 : child.exitCode));
  }

  async remove(): Promise<void> {
    await this.interrupt();
    await rm(this.data, { recursive: true, force: true });
  }
}
