import { Logger } from '@nestjs/common';
import type pg from 'pg';
import { codeOf } from './code-of.js';
import { LeanStatement } from './lean-statement.js';
import type { Query, Statement } from './query.js';

interface Waiting {
  readonly resolve: (client: pg.PoolClient) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Connections of a pool that are taken once and kept: an append has its connection at once, prepared and warm. One that failed in any
 * way is given back to be replaced, whatever else it could still do: what it was asked is unknown, and the room reads the log (S45).
 */
export class KeptConnections {
  readonly #pool: pg.Pool;
  readonly #most: number;
  readonly #logger = new Logger('drafting');
  /** The last one used comes first again: it is the warm one. */
  readonly #free: pg.PoolClient[] = [];
  readonly #waiting: Waiting[] = [];
  readonly #prepared = new WeakMap<pg.PoolClient, Set<string>>();
  /** Kept, or being opened. */
  #count = 0;
  #ended = false;

  /** `most`: no more than the pool's. */
  constructor(pool: pg.Pool, most: number) {
    this.#pool = pool;
    this.#most = most;
  }

  get free(): number {
    return this.#free.length;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** Rows hold the statement's `columns`, in their order. */
  readonly query: Query = async <Row>(statement: Statement) => {
    const client = this.#free.pop() ?? (await this.#take());
    try {
      const rows = await this.#run(client, statement);
      this.#give(client);
      return rows.map((fields) => rowOf(fields, statement.columns ?? [])) as Row[];
    } catch (error) {
      this.#drop(client);
      throw error;
    }
  };

  /** Connections that are in use are closed when their statement is answered. */
  end(): void {
    this.#ended = true;
    for (const client of this.#free.splice(0)) this.#drop(client);
  }

  #give(client: pg.PoolClient): void {
    const next = this.#waiting.shift();
    if (next !== undefined) next.resolve(client);
    else if (this.#ended) this.#drop(client);
    else this.#free.push(client);
  }

  #drop(client: pg.PoolClient): void {
    client.release(true);
    this.#count -= 1;
    const next = this.#waiting.shift();
    if (next !== undefined) this.#open().then(next.resolve, next.reject);
  }

  async #take(): Promise<pg.PoolClient> {
    if (this.#count < this.#most) return this.#open();
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
    });
  }

  async #open(): Promise<pg.PoolClient> {
    this.#count += 1;
    try {
      const client = await this.#pool.connect();
      this.#prepared.set(client, new Set());
      client.on('error', (error) => {
        this.#lost(client, error);
      });
      return client;
    } catch (error) {
      this.#count -= 1;
      // The database is away: who waits for another one's connection need not wait any longer.
      for (const { reject } of this.#waiting.splice(0)) reject(error);
      throw error;
    }
  }

  /** One that is in use fails with its statement. */
  #lost(client: pg.PoolClient, error: unknown): void {
    const at = this.#free.indexOf(client);
    if (at < 0) return;
    this.#free.splice(at, 1);
    this.#logger.warn({ code: codeOf(error) }, 'a connection to the log was lost');
    this.#drop(client);
  }

  async #run(client: pg.PoolClient, statement: Statement): Promise<LeanStatement['rows']> {
    const prepared = this.#prepared.get(client);
    const unprepared = prepared?.has(statement.name) !== true;
    return new Promise((resolve, reject) => {
      const lean = new LeanStatement(statement, unprepared, (error) => {
        if (error) {
          reject(error);
          return;
        }
        prepared?.add(statement.name);
        resolve(lean.rows);
      });
      client.query(lean);
    });
  }
}

function rowOf(
  fields: readonly (string | null)[],
  columns: NonNullable<Statement['columns']>,
): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const [at, [name, read]] of columns.entries()) {
    const field = fields[at] ?? null;
    row[name] = field === null ? null : read(field);
  }
  return row;
}
