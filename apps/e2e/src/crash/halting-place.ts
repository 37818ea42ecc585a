import { waitFor } from '@entente/testing';
import pg from 'pg';

/** Any number that no product code locks. */
const PLACE = 424_242;

/** Where a transaction is stopped: before a row of the table goes in, or while the transaction commits. */
export type Step =
  | { readonly at: 'insert'; readonly table: 'procedure' | 'procedure_event' | 'formal_act' | 'notification' }
  | { readonly at: 'commit' };

/**
 * Stops the next transaction that comes to a step, by a lock that a trigger waits for, so that its process can be killed exactly there.
 * On a test database, as its superuser.
 */
export class HaltingPlace {
  readonly #client: pg.Client;
  readonly #adminUrl: string;
  readonly #table: string;

  private constructor(client: pg.Client, adminUrl: string, table: string) {
    this.#client = client;
    this.#adminUrl = adminUrl;
    this.#table = table;
  }

  static async set(adminUrl: string, step: Step): Promise<HaltingPlace> {
    const client = new pg.Client({ connectionString: adminUrl });
    await client.connect();
    const table = step.at === 'commit' ? 'procedure_event' : step.table;
    await client.query(
      `CREATE OR REPLACE FUNCTION halt_here() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN PERFORM pg_advisory_xact_lock_shared(${String(PLACE)}); RETURN NEW; END $$`,
    );
    await client.query(
      step.at === 'commit'
        ? `CREATE CONSTRAINT TRIGGER halting_place AFTER INSERT ON ${table} DEFERRABLE INITIALLY DEFERRED
           FOR EACH ROW EXECUTE FUNCTION halt_here()`
        : `CREATE TRIGGER halting_place BEFORE INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION halt_here()`,
    );
    await client.query('SELECT pg_advisory_lock($1)', [PLACE]);
    return new HaltingPlace(client, adminUrl, table);
  }

  /** Resolves when a transaction stands there. */
  async reached(): Promise<void> {
    await waitFor('a transaction at the halting place', async () => (await this.#waiting()) > 0);
  }

  /** Lets go what stands there, waits until its backend is done, and takes the trigger away. */
  async clear(): Promise<void> {
    await this.#client.query('SELECT pg_advisory_unlock($1)', [PLACE]);
    await waitFor('what stood there to be over', async () => (await this.#holding()) === 0);
    await this.#client.query(`DROP TRIGGER halting_place ON ${this.#table}`);
    await this.#client.end();
  }

  #waiting(): Promise<number> {
    return count(this.#adminUrl, 'NOT granted');
  }

  #holding(): Promise<number> {
    return count(this.#adminUrl, 'true');
  }
}

async function count(adminUrl: string, condition: string): Promise<number> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM pg_locks
       WHERE locktype = 'advisory' AND objid = $1 AND mode = 'ShareLock' AND ${condition}
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      [PLACE],
    );
    return rows[0]?.n ?? 0;
  } finally {
    await client.end();
  }
}
