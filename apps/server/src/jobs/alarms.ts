import { instant, type Instant } from '@entente/kernel';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { PgBoss } from 'pg-boss';
import { DataSource, type EntityManager } from 'typeorm';
import { ServerConfig } from '../server-config.js';
import { JOBS_SCHEMA, type QueueName } from './queues.js';

/** The least that the library allows: a legal instant is told soon after it has come. */
const POLL_SECONDS = 0.5;
/** Alarms of one instant are answered by one look at what is due. */
const BATCH = 1_000;
const POOL = 2;
const STOP_MS = 2_000;

/** Alarms of a queue, by how they stand. */
export interface QueueCounts {
  readonly waiting: number;
  readonly late: number;
  readonly active: number;
  readonly failed: number;
  readonly lateSince: Instant | null;
  readonly lastAnsweredAt: Instant | null;
}

/** `answeredAt` null: it still waits. */
export interface KeptAlarm {
  readonly dueAt: Instant;
  readonly answeredAt: Instant | null;
}

const instantOf = (date: Date | null): Instant | null => (date === null ? null : instant(date.getTime()));

/**
 * Alarms that any process of this server may answer, kept in the database (pg-boss). An alarm may be late, lost with a restored
 * backup or ring twice: whoever listens looks at what is due by its own table, and keeps a sweep besides.
 */
@Injectable()
export class Alarms implements OnApplicationShutdown {
  readonly #boss: PgBoss;
  #started: Promise<unknown> | undefined;

  constructor(
    @Inject(ServerConfig) config: ServerConfig,
    @Inject(PinoLogger) private readonly log: PinoLogger,
    @Inject(DataSource) private readonly database: DataSource,
  ) {
    this.#boss = new PgBoss({
      connectionString: config.databaseUrl,
      schema: JOBS_SCHEMA,
      max: POOL,
      // The owner's migration makes the tables; this process has no right to.
      migrate: false,
      createSchema: false,
      reindex: false,
      schedule: false,
      registerInstance: false,
    });
    this.#boss.on('error', (error) => {
      this.log.error({ err: error }, 'alarms failed');
    });
  }

  /**
   * Sets an alarm in the caller's transaction: it is there when the transaction commits, and not otherwise. `about`: the id that it is
   * set for, which tells whoever looks whether it was; whoever is woken looks at everything that is due.
   */
  async set(
    manager: EntityManager,
    queue: QueueName,
    { at, about }: { at: Instant; about: string },
  ): Promise<void> {
    await this.#start();
    await this.#boss.send(
      queue,
      { about },
      {
        startAfter: new Date(at),
        db: { executeSql: async (text, values) => ({ rows: rowsOf(await manager.query(text, values)) }) },
      },
    );
  }

  /** Calls `ring` soon after alarms of `queue` are due; once for those that are due together. */
  async listen(queue: QueueName, ring: () => Promise<void>): Promise<void> {
    await this.#start();
    const options = { batchSize: BATCH, pollingIntervalSeconds: POLL_SECONDS };
    await this.#boss.work(queue, options, async () => {
      await ring();
    });
  }

  /** How the queue is; `late`: due for more than a look at it takes, and not answered. */
  async counts(queue: QueueName): Promise<QueueCounts> {
    const [row] = await this.database.query<
      {
        waiting: number;
        late: number;
        active: number;
        failed: number;
        late_since: Date | null;
        last: Date | null;
      }[]
    >(
      `WITH alarm AS (
         SELECT state, start_after, completed_on, state IN ('created', 'retry') AS unanswered,
                start_after < clock_timestamp() - interval '5 seconds' AS overdue
         FROM ${JOBS_SCHEMA}.job WHERE name = $1
       )
       SELECT (count(*) FILTER (WHERE unanswered AND NOT overdue))::int AS waiting,
              (count(*) FILTER (WHERE unanswered AND overdue))::int AS late,
              (count(*) FILTER (WHERE state = 'active'))::int AS active,
              (count(*) FILTER (WHERE state = 'failed'))::int AS failed,
              min(start_after) FILTER (WHERE unanswered AND overdue) AS late_since,
              max(completed_on) FILTER (WHERE state = 'completed') AS last
       FROM alarm`,
      [queue],
    );
    if (row === undefined) throw new Error('the database counted nothing');
    const { waiting, late, active, failed, late_since: since, last } = row;
    return { waiting, late, active, failed, lateSince: instantOf(since), lastAnsweredAt: instantOf(last) };
  }

  /** Alarms that were set for these ids and are still kept. */
  async about(queue: QueueName, ids: readonly string[]): Promise<ReadonlyMap<string, readonly KeptAlarm[]>> {
    const rows: { about: string; start_after: Date; completed_on: Date | null }[] = await this.database.query(
      `SELECT data->>'about' AS about, start_after, completed_on
       FROM ${JOBS_SCHEMA}.job WHERE name = $1 AND data->>'about' = ANY ($2::text[])`,
      [queue, ids],
    );
    const kept = new Map<string, KeptAlarm[]>();
    for (const { about, start_after: dueAt, completed_on: answeredAt } of rows) {
      const alarm = { dueAt: instant(dueAt.getTime()), answeredAt: instantOf(answeredAt) };
      kept.set(about, [...(kept.get(about) ?? []), alarm]);
    }
    return kept;
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.#started === undefined) return;
    // A start that failed was told where it was awaited; here it only has to be over.
    await this.#started.catch(() => undefined);
    await this.#boss.stop({ graceful: true, timeout: STOP_MS });
  }

  async #start(): Promise<void> {
    this.#started ??= this.#boss.start();
    try {
      await this.#started;
    } catch (error) {
      this.#started = undefined;
      throw error;
    }
  }
}

/** TypeORM gives rows for what selects, and rows with their count for what writes. */
function rowsOf(answer: unknown): unknown[] {
  const [first] = answer as readonly unknown[];
  return Array.isArray(first) ? first : (answer as unknown[]);
}
