import 'reflect-metadata';
import { migrate, type DatabaseParts } from '@entente/nest-platform';
import { testDatabase, type TestDatabase } from '@entente/testing';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { databaseParts } from '../features.js';
import { ReturnedVersions1795710000000 } from './migrations/1795710000000-returned-versions.js';

const HASH = `sha256:${'a'.repeat(64)}`;
const PERSON = randomUUID();
const AT = new Date(Date.UTC(2026, 5, 8));
const stampOf = (name: string): number => Number(/\d{13}$/.exec(name)?.[0]);

/** Every migration that was there before the one under test. */
const before: DatabaseParts = {
  ...databaseParts,
  migrations: databaseParts.migrations.filter(
    ({ name }) => stampOf(name) < stampOf(ReturnedVersions1795710000000.name),
  ),
};

describe('packages that were being drafted before versions could be taken on', () => {
  let database: TestDatabase;
  let client: pg.Client;
  let sequence = 0;
  beforeAll(async () => {
    database = await testDatabase('returned_versions');
    await migrate({ ...database, parts: before });
    client = new pg.Client({ connectionString: database.adminUrl });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  /** A package with REV 1 and a record of these acts. */
  async function aPackage(state: string, acts: readonly string[]): Promise<string> {
    const id = randomUUID();
    sequence += 1;
    await client.query(
      `INSERT INTO package (id, sequence, year, title, state, revision, package_hash, parties, structure, seal_seed,
         created_by, created_by_name, created_for, created_at, record_head, record_hash, record_at)
       VALUES ($1, $2, 2026, 'Title', $3, 1, $4, '{}', $5, $6, $7, 'Ada', 'PRES', $8, $9, 'h', $8)`,
      [
        id,
        sequence,
        state,
        state === 'drafting' ? null : HASH,
        randomUUID(),
        'a'.repeat(64),
        PERSON,
        AT,
        acts.length,
      ],
    );
    await client.query(
      `INSERT INTO version (package, revision, text_hash, package_hash, provisions, annexes, tabled_by, tabled_by_name, tabled_for, tabled_at)
       VALUES ($1, 1, $2, $2, '{}', '[]', $3, 'Ada', 'PRES', $4)`,
      [id, HASH, PERSON, AT],
    );
    for (const [index, type] of acts.entries()) {
      await client.query(
        `INSERT INTO formal_act (package, sequence, type, person, name, delegation, mandate, package_hash, at, body, previous, hash)
         VALUES ($1, $2, $3, $4, 'Ada', 'PRES', $5, $6, $7, '{}', $8, $9)`,
        [
          id,
          index + 1,
          type,
          PERSON,
          randomUUID(),
          HASH,
          AT,
          `${id}/${String(index)}`,
          `${id}/${String(index + 1)}`,
        ],
      );
    }
    return id;
  }

  it('[P27] that came back from a procedure keep the hash of their version, and those that were resumed do not', async () => {
    const tried = ['version.tabled', 'procedure.opened', 'procedure.closed'];
    const returned = await aPackage('drafting', tried);
    const resumed = await aPackage('drafting', [...tried, 'version.tabled', 'drafting.resumed']);
    const frozen = await aPackage('frozen', ['version.tabled']);
    await migrate({ ...database, parts: databaseParts });
    const { rows } = await client.query<{ id: string; package_hash: string | null }>(
      'SELECT id, package_hash FROM package ORDER BY sequence',
    );
    expect(rows).toEqual([
      { id: returned, package_hash: HASH },
      { id: resumed, package_hash: null },
      { id: frozen, package_hash: HASH },
    ]);
  });
});
