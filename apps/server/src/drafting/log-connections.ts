import { Logger } from '@nestjs/common';
import pg from 'pg';
import { codeOf } from './code-of.js';
import { KeptConnections } from './kept-connections.js';
import { poolQuery, type Query, type Statement } from './query.js';

/** For appends: as many as flights may be under way. */
const APPEND_CONNECTIONS = 2;
/** For joins, snapshots and all else. Apart from those and from TypeORM's, so that none starves another. */
const READ_CONNECTIONS = 5;
const PATIENCE_MS = 5_000;
/** No statement of the log may take longer. */
export const STATEMENT_MS = 10_000;

const NOTHING: Statement = { name: 'log-open', text: 'SELECT', values: [], columns: [] };

/** The connections of one process to the log. */
export class LogConnections {
  readonly appends: Query;
  readonly reads: Query;
  readonly #logger = new Logger('drafting');
  readonly #pools: readonly pg.Pool[];
  readonly #kept: KeptConnections;

  constructor(databaseUrl: string) {
    const [appends, reads] = [
      this.#connect(databaseUrl, APPEND_CONNECTIONS),
      this.#connect(databaseUrl, READ_CONNECTIONS),
    ];
    this.#pools = [appends, reads];
    this.#kept = new KeptConnections(appends, APPEND_CONNECTIONS);
    this.appends = this.#kept.query;
    this.reads = poolQuery(reads);
  }

  /** Over both pools: connections, idle ones, and requests that wait for one. */
  get counts(): { readonly total: number; readonly idle: number; readonly waiting: number } {
    const sum = (count: (pool: pg.Pool) => number): number =>
      this.#pools.reduce((total, pool) => total + count(pool), 0);
    return {
      total: sum((pool) => pool.totalCount),
      idle: sum((pool) => pool.idleCount) + this.#kept.free,
      waiting: sum((pool) => pool.waitingCount) + this.#kept.waiting,
    };
  }

  /**
   * Opens all of them: the first to come would wait for each longer than for what is asked over it. One that cannot be opened is opened
   * when it is needed (S193).
   */
  async open(): Promise<void> {
    const asked = [this.appends, this.reads].flatMap((query, at) =>
      Array.from({ length: at === 0 ? APPEND_CONNECTIONS : READ_CONNECTIONS }, async () => query(NOTHING)),
    );
    const failed = (await Promise.allSettled(asked)).find((one) => one.status === 'rejected');
    if (failed !== undefined)
      this.#logger.warn({ code: codeOf(failed.reason) }, 'not every connection to the log could be opened');
  }

  async end(): Promise<void> {
    this.#kept.end();
    await Promise.all(this.#pools.map(async (pool) => pool.end()));
  }

  #connect(databaseUrl: string, connections: number): pg.Pool {
    const pool = new pg.Pool({
      connectionString: databaseUrl,
      max: connections,
      // None is closed for being idle.
      idleTimeoutMillis: 0,
      connectionTimeoutMillis: PATIENCE_MS,
      query_timeout: STATEMENT_MS,
      keepAlive: true,
      // Durable before acknowledged (DESIGN P1), whatever the server's default is.
      options: `-c synchronous_commit=on -c statement_timeout=${String(STATEMENT_MS)}`,
    });
    // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
    pool.on('error', (error: Error & { code?: string }) => {
      this.#logger.warn({ code: error.code }, 'a connection to the log was lost');
    });
    return pool;
  }
}
