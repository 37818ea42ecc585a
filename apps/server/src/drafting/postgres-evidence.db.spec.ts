import { randomUUID } from 'node:crypto';
import type { DelegationCode, DocumentId, PersonId } from '@entente/kernel';
import { migrate } from '@entente/nest-platform';
import { chainHash, genesisChain, type Append } from '@entente/sync';
import { testDatabase, type TestDatabase } from '@entente/testing';
import pg from 'pg';
import { draftingFeature } from './index.js';
import { PostgresEvidence } from './postgres-evidence.js';
import { PostgresUpdateLog } from './postgres-update-log.js';
import { poolQuery } from './query.js';

let database: TestDatabase;
let pool: pg.Pool;
const person = randomUUID() as PersonId;
const delegation = 'AU' as DelegationCode;
const bytes = new Uint8Array([1, 2, 3]);

/** A document whose rows added the clocks 0..1 of client 7, then 2..4, then those of several clients at once. */
async function loggedDocument(): Promise<{ document: DocumentId; chains: Buffer[] }> {
  const document = randomUUID() as DocumentId;
  let chain = genesisChain(document);
  await pool.query(
    `INSERT INTO document (id, package, kind, head, chain, last_at) VALUES ($1, $2, 'article', 0, $3, clock_timestamp())`,
    [document, randomUUID(), Buffer.from(chain)],
  );
  const spans = [
    [7, 0, 2],
    [7, 2, 5],
    [9, 0, 0],
  ] as const;
  const rows = spans.map(([client, clockFrom, clockTo], at): Append => {
    const facts = { seq: at + 1, author: person, delegation, client, bytes: new Uint8Array([at]) };
    chain = chainHash(chain, facts);
    return { document, ...facts, clockFrom, clockTo, chain };
  });
  await new PostgresUpdateLog(poolQuery(pool)).append(rows);
  return { document, chains: rows.map((row) => Buffer.from(row.chain)) };
}

const facts = { holder: { person, delegation }, lease: 7, client: 7, bytes };

beforeAll(async () => {
  database = await testDatabase('evidence');
  await migrate({
    ownerUrl: database.ownerUrl,
    appUrl: database.appUrl,
    parts: { entities: [], migrations: draftingFeature.migrations },
  });
  pool = new pg.Pool({ connectionString: database.appUrl, max: 2 });
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

describe('evidence of equivocation', () => {
  it.each([
    ['one row', { client: 7, clockFrom: 2, clockTo: 4 }, [2, 2]],
    ['several rows', { client: 7, clockFrom: 1, clockTo: 5 }, [1, 2]],
    ['rows that name no client', { client: 12, clockFrom: 0, clockTo: 1 }, [1, 3]],
  ] as const)(
    '[S36] is kept as it came, with where the log has the other story: %s',
    async (_, told, rows) => {
      const { document, chains } = await loggedDocument();
      await new PostgresEvidence(poolQuery(pool)).keep({ document, ...facts, ...told });
      const kept = await pool.query(
        `SELECT person, delegation, lease::int, client::int, clock_from::int, clock_to::int, bytes, log_from, log_to, log_chain,
         received_at <= clock_timestamp() AS stamped
       FROM equivocation_evidence WHERE document = $1`,
        [document],
      );
      expect(kept.rows).toEqual([
        {
          person,
          delegation,
          lease: 7,
          client: told.client,
          clock_from: told.clockFrom,
          clock_to: told.clockTo,
          bytes: Buffer.from(bytes),
          log_from: rows[0],
          log_to: rows[1],
          log_chain: chains[rows[1] - 1],
          stamped: true,
        },
      ]);
    },
  );

  it('[S36] is never changed or removed: neither the server may, nor the owner of the table', async () => {
    const { document } = await loggedDocument();
    await new PostgresEvidence(poolQuery(pool)).keep({ document, ...facts, clockFrom: 0, clockTo: 1 });
    const owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    for (const act of ['UPDATE equivocation_evidence SET client = 1', 'DELETE FROM equivocation_evidence']) {
      await expect(pool.query(act)).rejects.toThrow(/permission denied/);
      await expect(owner.query(act)).rejects.toThrow();
    }
    await expect(owner.query('TRUNCATE equivocation_evidence')).rejects.toThrow();
    await owner.end();
    const { rows } = await pool.query('SELECT 1 FROM equivocation_evidence WHERE document = $1', [document]);
    expect(rows.length).toBe(1);
  });
});
