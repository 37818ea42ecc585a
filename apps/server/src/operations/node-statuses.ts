import { nodeStatus, type LiveStatus } from '@entente/contracts';
import { instant } from '@entente/kernel';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NodeWatch } from './node-watch.js';

const BEAT_MS = 5_000;
/** A process that wrote nothing for so long is gone. */
const GONE_MS = 20_000;
const STAMP = `floor(extract(epoch FROM seen_at) * 1000)::float8`;

type Node = LiveStatus['nodes'][number];

/** What each server process last said of itself, in PostgreSQL: so the page Live editing shows all of them (S156). */
@Injectable()
export class NodeStatuses implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #logger = new Logger('operations');
  #beat: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();
  #failing = false;

  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(NodeWatch) private readonly watch: NodeWatch,
  ) {}

  onApplicationBootstrap(): void {
    this.#writing = this.#write();
    this.#beat = setInterval(() => {
      this.#writing = this.#write();
    }, BEAT_MS).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.#beat);
    await this.#writing;
    await this.#attempt('DELETE FROM node_status WHERE node = $1', [this.watch.status().node]);
  }

  /** This process as it is now, and the others as they last wrote; what an older or newer version wrote is not understood and left out. */
  async nodes(): Promise<Node[]> {
    const own = this.watch.status();
    const rows = (await this.database.query(
      `SELECT status, ${STAMP} AS seen FROM node_status
       WHERE node <> $1 AND seen_at > clock_timestamp() - $2 * interval '1 millisecond' ORDER BY node`,
      [own.node, GONE_MS],
    )) as readonly { status: unknown; seen: number }[];
    const others = rows.flatMap(({ status, seen }) => {
      const parsed = nodeStatus.safeParse(status);
      return parsed.success ? [{ ...parsed.data, seenAt: instant(seen), answering: false }] : [];
    });
    return [{ ...own, seenAt: instant(Date.now()), answering: true }, ...others];
  }

  async #write(): Promise<void> {
    const status = this.watch.status();
    await this.#attempt(
      `WITH gone AS (DELETE FROM node_status WHERE seen_at < clock_timestamp() - interval '1 hour')
       INSERT INTO node_status (node, status) VALUES ($1, $2)
       ON CONFLICT (node) DO UPDATE SET status = excluded.status, seen_at = clock_timestamp()`,
      [status.node, JSON.stringify(status)],
    );
  }

  /** While the database is away there is nothing to show either; one line says so, until it is back. */
  async #attempt(statement: string, values: readonly unknown[]): Promise<void> {
    try {
      await this.database.query(statement, [...values]);
      this.#failing = false;
    } catch (error) {
      const { code } = error as { code?: unknown };
      if (!this.#failing) this.#logger.warn({ code }, 'the status of this process could not be written');
      this.#failing = true;
    }
  }
}
