import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { builtStamp } from './build.mjs';
import { closeDefaultDatabases, prepareDatabase } from './database-roles.mjs';
import { databaseUrl } from './postgres.mjs';
import { annexEnvironment, serverEnvironment } from './service-environment.mjs';
import { migrate } from './service.mjs';

/**
 * Two databases whose logins cannot reach each other's; the passwords live as long as this process. `upToDate`: this very
 * build has migrated both already.
 */
export async function makeDatabases(postgres) {
  const on = await connect(postgres.adminUrl());
  try {
    await closeDefaultDatabases(on.run);
    const server = await makeDatabase(postgres, on, 'entente');
    const annex = await makeDatabase(postgres, on, 'entente_annex');
    const stamp = await builtStamp('programs');
    const { rows } = await on.run(
      `SELECT shobj_description(oid, 'pg_database') AS stamp FROM pg_database WHERE datname IN ('entente', 'entente_annex')`,
    );
    const upToDate = stamp !== '' && rows.every((row) => row.stamp === stamp);
    return { server, annex, upToDate, admin: postgres.adminUrl() };
  } finally {
    await on.end();
  }
}

/** With the logins that own the tables. The mark stands on the database itself, so that it goes wherever that goes. */
export async function migrateBoth(place) {
  const { server, annex, admin } = place.databases;
  await Promise.all([
    migrate({
      name: 'server',
      script: 'apps/server/dist/migrate.js',
      environment: { ...serverEnvironment(place), DATABASE_OWNER_URL: server.owner },
    }),
    migrate({
      name: 'annex store',
      script: 'apps/annex-store/dist/migrate.js',
      environment: { ...annexEnvironment(place), ANNEX_DATABASE_OWNER_URL: annex.owner },
    }),
  ]);
  const stamp = await builtStamp('programs');
  if (admin === undefined || !/^[0-9a-f]{64}$/.test(stamp)) return;
  const on = await connect(admin);
  try {
    for (const name of ['entente', 'entente_annex'])
      await on.run(`COMMENT ON DATABASE ${name} IS '${stamp}'`);
  } finally {
    await on.end();
  }
}

async function makeDatabase(postgres, on, name) {
  const ownerPassword = randomBytes(24).toString('base64url');
  const appPassword = randomBytes(24).toString('base64url');
  let inside;
  const inDatabase = async (sql) => {
    inside ??= await connect(postgres.adminUrl(name));
    return inside.run(sql);
  };
  try {
    await prepareDatabase(on.run, inDatabase, { name, ownerPassword, appPassword });
  } finally {
    await inside?.end();
  }
  return {
    app: databaseUrl(`${name}_app`, appPassword, postgres.port, name),
    owner: databaseUrl(`${name}_owner`, ownerPassword, postgres.port, name),
  };
}

async function connect(connectionString) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  return { run: (sql) => client.query(sql), end: () => client.end() };
}
