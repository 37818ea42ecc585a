import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { testPostgres } from './test-postgres.js';

/** A database for one suite alone, with the two logins that the real one has. */
export interface TestDatabase {
  readonly name: string;
  /** The superuser, in this database. For looking behind the curtain, not for the code under test. */
  readonly adminUrl: string;
  /** The login that migrations run as. */
  readonly ownerUrl: string;
  /** The login of the running process: what migrations granted it, and nothing else. */
  readonly appUrl: string;
  /** Ends every connection to the database and removes it with its logins. */
  drop(): Promise<void>;
}

type RunSql = (sql: string) => Promise<unknown>;

interface DatabaseRoles {
  prepareDatabase(
    server: RunSql,
    inside: RunSql,
    database: { readonly name: string; readonly ownerPassword: string; readonly appPassword: string },
  ): Promise<void>;
}

/**
 * An empty database on the run's PostgreSQL, made by the same statements as the real ones (`scripts/lib/database-roles.mjs`).
 * `label` is a word of the suite's, to recognise it by; call `drop()` in `afterAll`. `superuser`: an address on another server.
 */
export async function testDatabase(label: string, superuser?: string): Promise<TestDatabase> {
  const server = superuser ?? (await testPostgres());
  const word = label.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_');
  const name = `t_${word.slice(0, 30)}_${randomBytes(5).toString('hex')}`;
  const ownerPassword = randomBytes(18).toString('base64url');
  const appPassword = randomBytes(18).toString('base64url');
  const roles = await databaseRoles();
  const adminUrl = addressOf(server, { name });
  await roles.prepareDatabase(
    (sql) => runSql(server, sql),
    (sql) => runSql(adminUrl, sql),
    { name, ownerPassword, appPassword },
  );
  return {
    name,
    adminUrl,
    ownerUrl: addressOf(server, { name, user: `${name}_owner`, password: ownerPassword }),
    appUrl: addressOf(server, { name, user: `${name}_app`, password: appPassword }),
    drop: () => dropDatabase(server, name),
  };
}

async function dropDatabase(server: string, name: string): Promise<void> {
  await runSql(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await runSql(server, `DROP ROLE IF EXISTS ${name}_app`);
  await runSql(server, `DROP ROLE IF EXISTS ${name}_owner`);
}

async function runSql(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** The scripts are plain JavaScript outside every room, hence the import by address. */
async function databaseRoles(): Promise<DatabaseRoles> {
  const file = path.resolve('scripts/lib/database-roles.mjs');
  return (await import(pathToFileURL(file).href)) as DatabaseRoles;
}

function addressOf(
  server: string,
  part: { readonly name: string; readonly user?: string; readonly password?: string },
): string {
  const url = new URL(server);
  url.pathname = `/${part.name}`;
  if (part.user !== undefined && part.password !== undefined) {
    url.username = part.user;
    url.password = part.password;
  }
  return url.href;
}
