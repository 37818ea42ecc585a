import type { Instant } from '@entente/kernel';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { PgBoss } from 'pg-boss';
import type { EntityManager } from 'typeorm';
import { ServerConfig } from '../server-config.js';
import { JOBS_SCHEMA, type QueueName } from './queues.js';

/** The least that the library allows: a legal instant is told soon after it has come. */
const POLL_SECONDS = 0.5;
/** Alarms of one instant are answered by one look at what is due. */
const BATCH = 1_000;
const POOL = 2;
const STOP_MS = 2_000;

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

  /** Sets an alarm in the caller's transaction: it is there when the transaction commits, and not otherwise. */
  async set(manager: EntityManager, queue: QueueName, at: Instant): Promise<void> {
    await this.#start();
    await this.#boss.send(queue, null, {
      startAfter: new Date(at),
      db: { executeSql: async (text, values) => ({ rows: rowsOf(await manager.query(text, values)) }) },
    });
  }

  /** Calls `ring` soon after alarms of `queue` are due; once for those that are due together. */
  async listen(queue: QueueName, ring: () => Promise<void>): Promise<void> {
    await this.#start();
    const options = { batchSize: BATCH, pollingIntervalSeconds: POLL_SECONDS };
    await this.#boss.work(queue, options, async () => {
      await ring();
    });
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
