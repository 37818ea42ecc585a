import type { PersonId } from '@entente/kernel';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import pg from 'pg';
import { ServerConfig } from '../server-config.js';

/** Told whose rights may have changed; `null`: ask again about everyone. */
export type RightsListener = (person: PersonId | null) => void;

const SWEEP_MS = 3_000;

/**
 * Says when rights may have changed, on whichever node it happened: at once through PostgreSQL's LISTEN, and every 3 s in
 * case a notice was missed, so that a revoked socket is closed within 5 s (SECURITY §4.3).
 */
@Injectable()
export class RightsWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #logger = new Logger('identity');
  readonly #listeners = new Set<RightsListener>();
  #client: pg.Client | null = null;
  #sweep: NodeJS.Timeout | null = null;

  constructor(@Inject(ServerConfig) private readonly config: ServerConfig) {}

  /** The answer stops it. */
  onRightsChanged(listener: RightsListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.#listen();
    this.#sweep = setInterval(() => {
      this.#tell(null);
      if (this.#client === null) void this.#listen();
    }, SWEEP_MS);
  }

  onApplicationShutdown(): void {
    if (this.#sweep !== null) clearInterval(this.#sweep);
    // Without a goodbye, which a database that has gone silent would never answer.
    this.#client?.connection.stream.destroy();
    this.#client = null;
  }

  async #listen(): Promise<void> {
    const client = new pg.Client({ connectionString: this.config.databaseUrl, keepAlive: true });
    const lost = (): void => {
      if (this.#client === client) this.#client = null;
    };
    client.on('error', lost);
    client.on('end', lost);
    client.on('notification', (notice) => {
      this.#tell(notice.payload === undefined ? null : (notice.payload as PersonId));
    });
    try {
      this.#client = client;
      await client.connect();
      await client.query('LISTEN entente_rights');
    } catch (error: unknown) {
      // The next sweep tries again; until then it is what notices.
      const { code } = error as { code?: unknown };
      this.#logger.warn({ code }, 'changes of rights are not heard at once');
      lost();
    }
  }

  #tell(person: PersonId | null): void {
    for (const listener of this.#listeners) listener(person);
  }
}
