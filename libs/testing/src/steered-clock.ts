import pg from 'pg';

/** The hands of a test database's clock of formal acts. It goes on running from where it is set, unless it was stopped. */
export interface SteeredClock {
  /** Milliseconds since the epoch, as the servers on this database read them now. */
  now(): Promise<number>;
  setTo(ms: number): Promise<void>;
  /** Sets it and stops it there, for what must happen at exactly one instant; `setTo` lets it run again. */
  stopAt(ms: number): Promise<void>;
  /** Negative: backwards. */
  advance(ms: number): Promise<void>;
}

/**
 * Takes the hands of `entente_now()` on a migrated test database: only a superuser can, and no product code does. Servers compare
 * that clock with their own; give them a wide `CLOCK_TOLERANCE_MS` where they shall not mind.
 */
export async function steerClock(adminUrl: string): Promise<SteeredClock> {
  await run(adminUrl, 'CREATE TABLE steered_clock (ms numeric NOT NULL, stopped timestamptz)');
  await run(adminUrl, 'INSERT INTO steered_clock (ms) VALUES (0)');
  await run(adminUrl, 'GRANT SELECT ON steered_clock TO PUBLIC');
  await run(
    adminUrl,
    `CREATE OR REPLACE FUNCTION entente_now() RETURNS timestamptz LANGUAGE sql VOLATILE AS
     $$ SELECT date_trunc('milliseconds', coalesce(stopped, clock_timestamp() + ms * interval '1 millisecond')) FROM steered_clock $$`,
  );
  const now = async (): Promise<number> => {
    const [row] = await run<{ now: Date }>(adminUrl, 'SELECT entente_now() AS now');
    if (row === undefined) throw new Error('the database gave no time');
    return row.now.getTime();
  };
  const advance = async (ms: number): Promise<void> => {
    await run(
      adminUrl,
      `UPDATE steered_clock SET ms = ms + $1::numeric, stopped = stopped + $1::numeric::float8 * interval '1 millisecond'`,
      [ms],
    );
  };
  const stopAt = async (ms: number): Promise<void> => {
    await run(adminUrl, `UPDATE steered_clock SET stopped = $1`, [new Date(ms)]);
  };
  const setTo = async (ms: number): Promise<void> => {
    await run(adminUrl, 'UPDATE steered_clock SET stopped = NULL');
    await advance(ms - (await now()));
  };
  return { now, advance, setTo, stopAt };
}

async function run<Row>(url: string, sql: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql, values)).rows as Row[];
  } finally {
    await client.end();
  }
}
