import 'reflect-metadata';
import { migrate, type DatabaseParts } from '@entente/nest-platform';
import { testDatabase, type TestDatabase } from '@entente/testing';
import { createHash, randomUUID } from 'node:crypto';
import pg from 'pg';
import { databaseParts } from '../features.js';

const FIRST = 1_795_700_800_000;
const HASH = `sha256:${'a'.repeat(64)}`;

/** Every migration that was there before texts were sealed. */
const before: DatabaseParts = {
  ...databaseParts,
  migrations: databaseParts.migrations.filter(({ name }) => Number(/\d{13}$/.exec(name)?.[0]) < FIRST),
};

describe('packages and publications of before texts were sealed', () => {
  let database: TestDatabase;
  let client: pg.Client;
  beforeAll(async () => {
    database = await testDatabase('old_publications');
    await migrate({ ...database, parts: before });
    client = new pg.Client({ connectionString: database.adminUrl });
    await client.connect();
  }, 60_000);
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  it('[R195] [R214] keep their hash, bytes and address; packages get a seed each, and what is published its first number', async () => {
    const [one, other] = [randomUUID(), randomUUID()];
    for (const [index, id] of [one, other].entries()) {
      await client.query(
        `INSERT INTO package (id, sequence, year, title, state, revision, package_hash, parties, structure, created_by,
           created_by_name, created_for, created_at, record_head, record_hash, record_at)
         VALUES ($1, $2, 2026, 'T', 'published', 1, $3, '{}', $1, $1, 'Ada', 'AU', now(), 0, $3, now())`,
        [id, index + 1, HASH],
      );
    }
    // What adopted it is told of elsewhere; here the row alone is looked at.
    await client.query('ALTER TABLE publication DISABLE TRIGGER publication_was_adopted');
    await client.query(
      `INSERT INTO publication VALUES ($1, 'jsp-1-26', 'JSP 1/26', 'T', 1, $2, $1, '{"a":1}', $1, now())`,
      [one, HASH],
    );
    await client.query('ALTER TABLE publication ENABLE ALWAYS TRIGGER publication_was_adopted');
    await migrate({ ...database, parts: databaseParts });
    const { rows } = await client.query<{ edition: number; file_hash: string; file: Buffer; slug: string }>(
      'SELECT edition, file_hash, file, slug FROM publication',
    );
    const file = Buffer.from('{"a":1}');
    const hash = `sha256:${createHash('sha256').update(file).digest('hex')}`;
    expect(rows).toEqual([{ edition: 1, file_hash: hash, file, slug: 'jsp-1-26' }]);
    const seeds = await client.query<{ seal_seed: string; package_hash: string }>(
      'SELECT seal_seed, package_hash FROM package',
    );
    expect(seeds.rows.map(({ package_hash: kept }) => kept)).toEqual([HASH, HASH]);
    expect(new Set(seeds.rows.map(({ seal_seed: seed }) => seed)).size).toBe(2);
    for (const { seal_seed: seed } of seeds.rows) expect(seed).toMatch(/^[0-9a-f]{64}$/);
    await expect(client.query(`UPDATE publication SET edition = 2`)).rejects.toThrow();
  });
});
