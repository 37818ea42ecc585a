import { execFile } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { pause } from '../generator/pool.js';
import type { Fixture } from '../generator/target.js';
import { freePort } from './bench-postgres.js';
import { hasEnded, probed, serverFlags, startProgram, stopProgram } from './children.js';

const READY_MS = 60_000;
const ROOT = path.join(import.meta.dirname, '../../../..');
const run = promisify(execFile);

export interface OurDatabase {
  readonly appUrl: string;
  readonly ownerUrl: string;
}

/** Our server, compiled, with the settings of `npm start`; only the throttle of HTTP requests is opened for the sign-ins. */
export class OurServer {
  readonly #folder: string;
  readonly #database: OurDatabase;
  readonly #settings: Readonly<Record<string, string>>;
  #fixture: Fixture | null = null;
  #taken = 0;

  /** `settings`: what a measurement needs otherwise than `npm start` has it. */
  constructor(folder: string, database: OurDatabase, settings: Readonly<Record<string, string>> = {}) {
    this.#folder = folder;
    this.#database = database;
    this.#settings = settings;
  }

  get fixture(): Fixture {
    if (this.#fixture === null) throw new Error('the fixture was not made');
    return this.#fixture;
  }

  async migrate(): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    await run(process.execPath, [path.join(ROOT, 'apps/server/dist/migrate.js')], {
      env: { ...process.env, ...this.#environment(0), DATABASE_OWNER_URL: this.#database.ownerUrl },
    });
  }

  /** Migrates the empty database, starts once, and sets up the coalition by the public way. */
  async prepare(size: { readonly documents: number; readonly people: number }): Promise<void> {
    await this.migrate();
    const port = await freePort();
    const child = await this.start(port);
    const { stdout } = await run(process.execPath, [
      path.join(ROOT, 'scripts/entente.mjs'),
      'bench-fixture',
      '--documents',
      String(size.documents),
      '--people',
      String(size.people),
      '--server',
      `http://127.0.0.1:${String(port)}`,
    ]);
    this.#fixture = JSON.parse(stdout) as Fixture;
    await stopProgram(child);
  }

  async start(port: number): Promise<ChildProcess> {
    const logFile = path.join(this.#folder, 'server.log');
    const child = startProgram({
      script: path.join(ROOT, 'apps/server/dist/main.js'),
      flags: [...probed(), ...(await serverFlags())],
      environment: this.#environment(port),
      logFile,
    });
    await untilReady(child, port, logFile);
    return child;
  }

  /** Articles that no measurement had before, as long as there are any; then from the first again. */
  take(count: number): string[] {
    const articles = this.fixture.documents.filter(({ kind }) => kind === 'article');
    return Array.from({ length: count }, () => {
      const { document } = articles[this.#taken % articles.length] ?? { document: '' };
      this.#taken += 1;
      return document;
    });
  }

  #environment(port: number): Record<string, string> {
    return {
      PORT: String(port),
      HOST: '127.0.0.1',
      DATABASE_URL: this.#database.appUrl,
      KEY_DIR: path.join(this.#folder, 'keys'),
      ANNEX_ADDRESS: 'http://127.0.0.1:9',
      REQUESTS_PER_MINUTE: '1000000',
      NODE_COMPILE_CACHE: path.join(ROOT, '.cache', 'compiled'),
      ...this.#settings,
    };
  }
}

async function untilReady(child: ChildProcess, port: number, logFile: string): Promise<void> {
  const end = performance.now() + READY_MS;
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${String(port)}/health/ready`).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.status === 200) return;
    if (hasEnded(child) || performance.now() > end) {
      const said = await readFile(logFile, 'utf8').catch(() => '');
      throw new Error(`our server did not start: ${said.slice(-2_000)}`);
    }
    await pause(40);
  }
}
