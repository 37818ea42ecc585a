import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

interface Running {
  readonly port: number;
  readonly adminUrl: (database?: string) => string;
  stop(): Promise<void>;
}

interface PostgresScript {
  startPostgres(options: {
    readonly folder: string;
    readonly password: string;
    readonly logFile: string;
    readonly port?: number;
  }): Promise<Running>;
}

/**
 * A PostgreSQL for one suite alone, as `npm start` runs it (durable, `fsync` on), that can be stopped and started again on
 * the same port with the same data.
 */
export class OwnPostgres {
  readonly #folder: string;
  readonly #password = randomBytes(18).toString('base64url');
  #running: Running | undefined;
  #port: number | undefined;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async start(): Promise<OwnPostgres> {
    const folder = await mkdtemp(path.join(tmpdir(), 'entente-own-postgres-'));
    // The server may run as a user of its own, who must get through.
    await chmod(folder, 0o755);
    const postgres = new OwnPostgres(folder);
    await postgres.start();
    return postgres;
  }

  /** The superuser's address. */
  get adminUrl(): string {
    if (this.#running === undefined) throw new Error('this PostgreSQL is stopped');
    return this.#running.adminUrl();
  }

  async start(): Promise<void> {
    const script = (await import(
      pathToFileURL(path.resolve('scripts/lib/postgres.mjs')).href
    )) as PostgresScript;
    this.#running = await script.startPostgres({
      folder: path.join(this.#folder, 'data'),
      password: this.#password,
      logFile: path.join(this.#folder, 'log'),
      ...(this.#port === undefined ? {} : { port: this.#port }),
    });
    this.#port = this.#running.port;
  }

  /** Refuses new connections, ends the open ones, and stops, as an operator does it. */
  async stop(): Promise<void> {
    await this.#running?.stop();
    this.#running = undefined;
  }

  /** A backup of its files, as an operator makes it of a PostgreSQL that is stopped; it goes on afterwards. */
  async keepCopy(): Promise<void> {
    await this.#whileStopped(async () => this.#copy('data', 'copy'));
  }

  /** Puts the files of the last `keepCopy` in the place of the present ones. */
  async bringBack(): Promise<void> {
    await this.#whileStopped(async () => this.#copy('copy', 'data'));
  }

  async #whileStopped(work: () => Promise<void>): Promise<void> {
    await this.stop();
    await work();
    await this.start();
  }

  async #copy(from: string, to: string): Promise<void> {
    const [source, target] = [from, to].map((name) => path.join(this.#folder, name));
    if (source === undefined || target === undefined) throw new Error('two folders');
    await rm(target, { recursive: true, force: true });
    // With owners and modes: the server may run as a user of its own.
    await promisify(execFile)('cp', ['-a', source, target]);
  }

  /** Stops it and deletes its data. */
  async remove(): Promise<void> {
    await this.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
