import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { waitFor } from './wait-for.js';

const BINARY = 'redis-server';

/**
 * Whether this machine lacks Redis; then it says so where nobody overlooks it. A machine that runs the tests for others
 * (`CI=true`) must have it: there this throws.
 */
export function redisMissing(): boolean {
  if (spawnSync(BINARY, ['--version']).status === 0) return false;
  const line = `${BINARY} IS NOT INSTALLED: what several nodes do over Redis is NOT TESTED HERE (apt-get install ${BINARY}).`;
  if (process.env['CI'] === 'true') throw new Error(line);
  process.stderr.write(`\n${'!'.repeat(line.length)}\n${line}\n${'!'.repeat(line.length)}\n`);
  return true;
}

/** A Redis for one suite alone, in memory only, that can be killed and comes back empty on the same port. */
export class OwnRedis {
  readonly port: number;
  readonly #folder: string;
  #child: ChildProcess | undefined;

  private constructor(port: number, folder: string) {
    this.port = port;
    this.#folder = folder;
  }

  static async start(): Promise<OwnRedis> {
    const redis = new OwnRedis(await freePort(), await mkdtemp(path.join(tmpdir(), 'entente-redis-')));
    await redis.start();
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${String(this.port)}`;
  }

  async start(): Promise<void> {
    const options = { port: this.port, bind: '127.0.0.1', dir: this.#folder, save: '', appendonly: 'no' };
    const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
    this.#child = spawn(BINARY, args, { stdio: 'ignore' });
    await waitFor('Redis to answer', async () => (await this.command('PING')).startsWith('+PONG'));
  }

  /** SIGKILL; resolves when it is gone, with all that it held. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  }

  /** Everything it holds is gone while its connections stay. */
  async flush(): Promise<void> {
    await this.command('FLUSHALL');
  }

  /** One command without spaces in its parts, and the raw answer; empty where nobody answers. */
  async command(...parts: string[]): Promise<string> {
    return new Promise((resolve) => {
      const socket = connect(this.port, '127.0.0.1');
      socket.on('error', () => resolve(''));
      socket.once('data', (data) => {
        socket.destroy();
        resolve(data.toString());
      });
      socket.write(`${parts.join(' ')}\r\n`);
    });
  }

  async remove(): Promise<void> {
    await this.kill();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return address.port;
}
