import pg from 'pg';
import { testDatabase, type TestDatabase } from './test-database.js';

describe('a database for one suite', () => {
  let one: TestDatabase;
  let other: TestDatabase;

  beforeAll(async () => {
    [one, other] = [await testDatabase('one'), await testDatabase('other')];
  });

  afterAll(async () => {
    await one.drop();
    await other.drop();
  });

  it('lets the owner make a table and the application use only what it was granted', async () => {
    await query(one.ownerUrl, 'CREATE TABLE entry (id int)');
    await query(one.ownerUrl, `GRANT SELECT, INSERT ON entry TO ${one.name}_app`);
    await query(one.appUrl, 'INSERT INTO entry VALUES (1)');
    expect(await query(one.appUrl, 'SELECT id FROM entry')).toEqual([{ id: 1 }]);
    await expect(query(one.appUrl, 'DELETE FROM entry')).rejects.toMatchObject({ code: '42501' });
    await expect(query(one.appUrl, 'CREATE TABLE own (id int)')).rejects.toMatchObject({ code: '42501' });
  });

  it.each(['postgres', 'other'])('keeps its logins out of the database %s', async (database) => {
    const target = database === 'other' ? other.name : database;
    for (const url of [one.ownerUrl, one.appUrl]) {
      const elsewhere = new URL(url);
      elsewhere.pathname = `/${target}`;
      await expect(query(elsewhere.href, 'SELECT 1')).rejects.toMatchObject({ code: '42501' });
    }
  });

  it('speaks UTF-8 and sorts by code point, whatever the machine', async () => {
    const rows = await query(one.appUrl, `SELECT w FROM unnest(ARRAY['é', 'z', 'Z', 'a']) w ORDER BY w`);
    expect(rows.map((row) => row['w'])).toEqual(['Z', 'a', 'z', 'é']);
    expect(await query(one.appUrl, 'SHOW server_encoding')).toEqual([{ server_encoding: 'UTF8' }]);
  });
});

async function query(url: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
