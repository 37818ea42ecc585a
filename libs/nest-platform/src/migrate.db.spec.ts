import 'reflect-metadata';
import { testDatabase, type TestDatabase } from '@entente/testing';
import pg from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createApp } from './create-app.js';
import { databaseModule } from './database.js';
import { loggingModule } from './logging.js';
import { migrate } from './migrate.js';
import { grantToApp, makeAppendOnly } from './migration-help.js';
import { StartRefused } from './settings.js';

class CreateRecord1000000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE record (id int, words text) PARTITION BY HASH (id)');
    await runner.query('CREATE TABLE record_0 PARTITION OF record FOR VALUES WITH (MODULUS 1, REMAINDER 0)');
    await runner.query('CREATE TABLE private (id int)');
    await makeAppendOnly(runner, 'record');
    await grantToApp(runner, 'record', ['SELECT', 'INSERT']);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('forward only'));
  }
}

class BreakHalfway1000000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE half (id int)');
    throw new Error('broken halfway');
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('forward only'));
  }
}

describe('migrations', () => {
  let database: TestDatabase;
  const parts = { entities: [], migrations: [CreateRecord1000000000001] };
  const run = (migrations: (new () => MigrationInterface)[] = parts.migrations) =>
    migrate({ ...database, parts: { entities: [], migrations } });

  beforeAll(async () => {
    database = await testDatabase('migrate');
  });
  afterAll(async () => {
    await database.drop();
  });

  it('run once, however many processes start together', async () => {
    const ran = await Promise.all([run(), run(), run()]);
    expect(ran.flat()).toEqual(['CreateRecord1000000000001']);
    expect(await run()).toEqual([]);
  });

  it('let the application do what was granted and nothing else', async () => {
    await query(database.appUrl, `INSERT INTO record VALUES (1, 'said')`);
    for (const forbidden of [
      `UPDATE record SET words = 'unsaid'`,
      'DELETE FROM record',
      'TRUNCATE record',
      'ALTER TABLE record DISABLE TRIGGER ALL',
      'SET session_replication_role = replica',
      'SELECT * FROM private',
      'DELETE FROM migration',
    ]) {
      await expect(query(database.appUrl, forbidden)).rejects.toMatchObject({ code: '42501' });
    }
  });

  it.each([`UPDATE record SET words = 'x'`, 'DELETE FROM record', 'DELETE FROM record_0', 'TRUNCATE record'])(
    'keep a record from its own owner: %s',
    async (statement) => {
      await expect(query(database.ownerUrl, statement)).rejects.toMatchObject({ code: '42501' });
      expect(await query(database.appUrl, 'SELECT words FROM record')).toEqual([{ words: 'said' }]);
    },
  );

  it('leave nothing of one that breaks halfway', async () => {
    await expect(run([...parts.migrations, BreakHalfway1000000000002])).rejects.toThrow('broken halfway');
    expect(await query(database.adminUrl, `SELECT to_regclass('half') AS half`)).toEqual([{ half: null }]);
  });

  it('refuse data of a newer version in one sentence', async () => {
    await query(
      database.ownerUrl,
      `INSERT INTO migration (timestamp, name) VALUES (2000000000000, 'Later2000000000000')`,
    );
    await expect(run()).rejects.toThrow(StartRefused);
    await expect(run()).rejects.toThrow(/newer version/);
  });

  it('keep older code from starting on newer data', async () => {
    const module = {
      module: class Root {},
      imports: [loggingModule('silent', 'test'), databaseModule(database.appUrl, parts)],
    };
    await expect(createApp({ module, trustProxy: false, middleware: [] })).rejects.toThrow(StartRefused);
  });

  it('refuse a database that cannot be reached in one sentence', async () => {
    const nowhere = { ownerUrl: 'postgres://nobody:none@127.0.0.1:9/none', appUrl: database.appUrl, parts };
    await expect(migrate(nowhere)).rejects.toThrow(/database cannot be used \(ECONNREFUSED\)/);
  });
});

async function query(url: string, sql: string): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows as readonly unknown[];
  } finally {
    await client.end();
  }
}
