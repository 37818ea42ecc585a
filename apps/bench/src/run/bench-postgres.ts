import { randomBytes } from 'node:crypto';
import { chmod, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { treeCpuMs, treeOf } from './process-tree.js';

interface Running {
  readonly port: number;
  readonly pid: number;
  readonly exited: Promise<unknown>;
  readonly adminUrl: (database?: string) => string;
  stop(): Promise<void>;
}

interface PostgresScript {
  startPostgres(options: {
    readonly folder: string;
    readonly password: string;
    readonly logFile: string;
    readonly port?: number;
    readonly settings?: Readonly<Record<string, string>>;
  }): Promise<Running>;
  freePort(): Promise<number>;
}

/** The scripts are plain JavaScript outside every room, hence the import by address. */
async function postgresScript(): Promise<PostgresScript> {
  const file = path.resolve('scripts/lib/postgres.mjs');
  return (await import(pathToFileURL(file).href)) as PostgresScript;
}

export async function freePort(): Promise<number> {
  return (await postgresScript()).freePort();
}

/** The PostgreSQL that every contender stores in: as `npm start` runs it, with `fsync` on, in a folder of the run. */
export class BenchPostgres {
  readonly #folder: string;
  readonly #password = randomBytes(18).toString('base64url');
  #running: Running | null = null;
  #port: number | undefined;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async start(folder: string): Promise<BenchPostgres> {
    await mkdir(folder, { recursive: true });
    // The server may run as a user of its own, who must get through.
    await chmod(folder, 0o755);
    const postgres = new BenchPostgres(folder);
    await postgres.start();
    return postgres;
  }

  get adminUrl(): string {
    return this.#now.adminUrl();
  }

  get cpuMs(): number {
    return treeCpuMs(this.#now.pid);
  }

  async start(): Promise<void> {
    const script = await postgresScript();
    this.#running = await script.startPostgres({
      folder: path.join(this.#folder, 'data'),
      password: this.#password,
      logFile: path.join(this.#folder, 'log'),
      ...(this.#port === undefined ? {} : { port: this.#port }),
    });
    this.#port = this.#running.port;
  }

  /** `kill -9` of the whole of it, every backend included. */
  async kill(): Promise<void> {
    const { pid, exited } = this.#now;
    for (const one of treeOf(pid)) signal(one, 'SIGKILL');
    await exited;
  }

  async stop(): Promise<void> {
    await this.#running?.stop();
    this.#running = null;
  }

  /** At once, for the way out. */
  killNow(): void {
    if (this.#running !== null) for (const one of treeOf(this.#running.pid)) signal(one, 'SIGKILL');
  }

  get #now(): Running {
    if (this.#running === null) throw new Error('this PostgreSQL is stopped');
    return this.#running;
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    // Gone already, which is what was wanted.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
