import { DataSource } from 'typeorm';
import { connectionOptions, MIGRATIONS_TABLE, type DatabaseParts } from './database.js';
import { grantToApp } from './migration-help.js';
import { StartRefused } from './settings.js';

/** Any number that is ours alone: two processes that start together must not migrate at the same time. */
const MIGRATION_LOCK = 7_238_114;

export interface MigrationTarget {
  /** Address with the role that owns the tables. */
  readonly ownerUrl: string;
  /** Address with the role of the running process, which gets the grants. */
  readonly appUrl: string;
  readonly parts: DatabaseParts;
}

/**
 * Brings the database to this version, one transaction for each migration, and gives the names of those that ran. Throws
 * `StartRefused` where the data is of a newer version or the database cannot be reached.
 */
export async function migrate(target: MigrationTarget): Promise<readonly string[]> {
  const source = await open(target);
  try {
    const lock = source.createQueryRunner();
    try {
      await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
      await refuseNewer(source);
      const ran = await source.runMigrations({ transaction: 'each' });
      // What has run is not a secret, and readiness asks for it.
      await grantToApp(lock, MIGRATIONS_TABLE, ['SELECT']);
      return ran.map((migration) => migration.name);
    } finally {
      await lock.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
      await lock.release();
    }
  } finally {
    await source.destroy();
  }
}

/** Names of migrations of this version that have not run; and `StartRefused` where the data is newer than the code. */
export async function pendingMigrations(source: DataSource): Promise<readonly string[]> {
  const executed = new Set(await refuseNewer(source));
  return source.migrations.map(nameOf).filter((name) => !executed.has(name));
}

async function open(target: MigrationTarget): Promise<DataSource> {
  const options = connectionOptions(target.ownerUrl, target.parts, 2);
  const role = decodeURIComponent(new URL(target.appUrl).username);
  const source = new DataSource({
    ...options,
    extra: { options: `-c entente.app_role=${role} -c client_min_messages=warning` },
  } as typeof options);
  try {
    return await source.initialize();
  } catch (error) {
    const { code } = error as { code?: unknown };
    throw new StartRefused(
      `The database cannot be used (${typeof code === 'string' ? code : 'no answer'}): check its address and password.`,
      { cause: error },
    );
  }
}

async function refuseNewer(source: DataSource): Promise<readonly string[]> {
  const [table] = await rows<{ there: boolean }>(
    source,
    `SELECT to_regclass('${MIGRATIONS_TABLE}') IS NOT NULL AS there`,
  );
  if (table?.there !== true) return [];
  const executed = (await rows<{ name: string }>(source, `SELECT name FROM ${MIGRATIONS_TABLE}`)).map(
    (row) => row.name,
  );
  const known = new Set(source.migrations.map(nameOf));
  if (executed.some((name) => !known.has(name))) {
    throw new StartRefused(
      'The data belongs to a newer version of Entente than this one: start that version, or restore a backup made with this one.',
    );
  }
  return executed;
}

function nameOf(migration: { name?: string; constructor: { name: string } }): string {
  return migration.name ?? migration.constructor.name;
}

async function rows<Row>(source: DataSource, sql: string): Promise<readonly Row[]> {
  return (await source.query(sql)) as readonly Row[];
}
