import type { Query } from './query.js';

const EVERY_MS = 600_000;
/** Ids looked at in one go: what they cost is a few reads of an index each. */
const PAGE = 500;

/** Where the last look ended. */
interface Place {
  readonly since: string;
  readonly package: string;
  readonly client: string;
}

interface Looked extends Place {
  readonly unused: boolean;
}

const START: Place = { since: '-infinity', package: '00000000-0000-0000-0000-000000000000', client: '0' };

/** Forgets client ids under which nothing was ever recorded, a page at a time (S181). Any number of processes may do so at once. */
export class ForgottenClients {
  readonly #query: Query;
  readonly #failed: (error: unknown) => void;
  #timer: NodeJS.Timeout | null = null;
  #looking: Promise<unknown> = Promise.resolve();
  #place = START;

  constructor(query: Query, failed: (error: unknown) => void) {
    this.#query = query;
    this.#failed = failed;
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#looking = this.look().catch(this.#failed);
    }, EVERY_MS).unref();
  }

  async close(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#looking;
  }

  /** The next page, and after the last one the first again; answers how many ids were forgotten. */
  async look(): Promise<number> {
    const { since, package: packageId, client } = this.#place;
    const looked = await this.#query<Looked>({
      name: 'clients-unused',
      text: `SELECT b.since::text AS since, b.package, b.client::text AS client, client_unused(b) AS unused
        FROM client_binding b
        WHERE (b.since, b.package, b.client) > ($1::timestamptz, $2::uuid, $3::bigint)
          AND b.since < clock_timestamp() - interval '90 days'
        ORDER BY b.since, b.package, b.client LIMIT $4`,
      values: [since, packageId, client, PAGE],
    });
    this.#place = looked.length < PAGE ? START : (looked.at(-1) ?? START);
    const unused = looked.filter((one) => one.unused);
    if (unused.length === 0) return 0;
    const [row] = await this.#query<{ forgotten: number }>({
      name: 'clients-forget',
      text: 'SELECT forget_clients($1, $2) AS forgotten',
      values: [unused.map((one) => one.package), unused.map((one) => one.client)],
    });
    return row?.forgotten ?? 0;
  }
}
