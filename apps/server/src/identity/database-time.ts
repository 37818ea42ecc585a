import type { EntityManager } from 'typeorm';

/** The database's clock in whole milliseconds: what is written beside the instants of formal acts is of the same clock. */
export async function databaseTime(manager: EntityManager): Promise<Date> {
  const rows: { now: Date }[] = await manager.query(
    `SELECT date_trunc('milliseconds', clock_timestamp()) AS now`,
  );
  const now = rows[0]?.now;
  if (now === undefined) throw new Error('the database gave no time');
  return now;
}
