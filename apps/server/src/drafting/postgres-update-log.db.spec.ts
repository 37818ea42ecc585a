import { randomUUID } from 'node:crypto';
import type { DelegationCode, DocumentId, PackageId, PersonId } from '@entente/kernel';
import { migrate } from '@entente/nest-platform';
import { chainHash, genesisChain, type Append, type LoadedDocument } from '@entente/sync';
import { testDatabase, type TestDatabase } from '@entente/testing';
import pg from 'pg';
import { describeUpdateLog } from '../../../../libs/sync/src/update-log.contract.js';
import { EngineLog } from './engine-log.js';
import { draftingFeature } from './index.js';
import { PostgresLeases } from './postgres-leases.js';
import { PostgresUpdateLog } from './postgres-update-log.js';
import { poolQuery } from './query.js';

let database: TestDatabase;
let pool: pg.Pool;
let log: PostgresUpdateLog;
const packageId = randomUUID() as PackageId;
const author = randomUUID() as PersonId;
const delegation = 'AU' as DelegationCode;

async function newDocument(): Promise<DocumentId> {
  const document = randomUUID() as DocumentId;
  await pool.query(
    `INSERT INTO document (id, package, kind, head, chain, last_at) VALUES ($1, $2, 'article', 0, $3, clock_timestamp())`,
    [document, packageId, Buffer.from(genesisChain(document))],
  );
  return document;
}

async function setState(document: DocumentId, state: LoadedDocument['state']): Promise<void> {
  await pool.query('UPDATE document SET held = $2, paused = $3 WHERE id = $1', [
    document,
    state === 'closed',
    state === 'paused',
  ]);
}

/** `count` rows that continue an empty document. */
function rows(document: DocumentId, count: number, mark = 1): Append[] {
  let chain = genesisChain(document);
  return Array.from({ length: count }, (_, at) => {
    const facts = { seq: at + 1, author, delegation, client: 7, bytes: new Uint8Array([mark, at % 256]) };
    chain = chainHash(chain, facts);
    return { document, ...facts, clockFrom: at, clockTo: at + 1, chain };
  });
}

beforeAll(async () => {
  database = await testDatabase('update-log');
  await migrate({
    ownerUrl: database.ownerUrl,
    appUrl: database.appUrl,
    parts: { entities: [], migrations: draftingFeature.migrations },
  });
  pool = new pg.Pool({ connectionString: database.appUrl, max: 8 });
  log = new PostgresUpdateLog(poolQuery(pool));
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

describeUpdateLog('PostgreSQL', async () => {
  return Promise.resolve({ log, package: packageId, author, delegation, newDocument, setState });
});

describe('the log in PostgreSQL', () => {
  it('lets nobody change, remove or empty rows, the owner of the tables included', async () => {
    const document = await newDocument();
    await log.append(rows(document, 2));
    await new PostgresLeases(poolQuery(pool)).bind(packageId, 99, {
      person: randomUUID() as PersonId,
      delegation,
    });
    const { rows: found } = await pool.query<{ part: string }>(
      'SELECT DISTINCT tableoid::regclass::text AS part FROM document_update WHERE document = $1',
      [document],
    );
    const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 1 });
    for (const client of [pool, owner]) {
      for (const table of ['document_update', found[0]?.part ?? '', 'client_binding']) {
        for (const change of [
          `DELETE FROM ${table}`,
          `TRUNCATE ${table}`,
          `UPDATE ${table} SET client = 1`,
        ]) {
          await expect(client.query(change)).rejects.toMatchObject({ code: '42501' });
        }
      }
    }
    await owner.end();
    expect((await log.load(document, 0))?.rows).toHaveLength(2);
  });

  it('records each row once when two nodes append to the same documents at once', async () => {
    const documents = await Promise.all(Array.from({ length: 6 }, newDocument));
    for (let round = 0; round < 10; round += 1) {
      const fresh = await Promise.all(documents.map(() => newDocument()));
      const forward = fresh.flatMap((document) => rows(document, 3, 1));
      const backward = [...fresh].reverse().flatMap((document) => rows(document, 3, 2));
      const [one, two] = await Promise.all([log.append(forward), log.append(backward)]);
      const recorded = [...one, ...two].filter(({ kind }) => kind === 'recorded');
      expect(recorded).toHaveLength(forward.length);
      for (const document of fresh) {
        const loaded = await log.load(document, 0);
        expect(loaded?.rows.map(({ seq }) => seq)).toEqual([1, 2, 3]);
        expect(new Set(loaded?.rows.map(({ bytes }) => bytes[0])).size).toBe(1);
      }
    }
  });

  it('closing under a lock is exact: what is recorded is below the head that was read, the rest is refused', async () => {
    const document = await newDocument();
    const all = rows(document, 60);
    let recorded = 0;
    let closedAt = -1;
    const writer = (async () => {
      for (const row of all) {
        const [outcome] = await log.append([row]);
        if (outcome?.kind !== 'recorded') return outcome?.kind;
        recorded += 1;
      }
      return 'never refused';
    })();
    const closer = await pool.connect();
    while (recorded < 10) await new Promise(setImmediate);
    await closer.query('BEGIN');
    await closer.query('SELECT id FROM document WHERE id = $1 FOR UPDATE', [document]);
    await closer.query('UPDATE document SET frozen = true WHERE id = $1', [document]);
    const { rows: heads } = await closer.query<{ head: number }>('SELECT head FROM document WHERE id = $1', [
      document,
    ]);
    closedAt = heads[0]?.head ?? -1;
    await closer.query('COMMIT');
    closer.release();
    // Which of the two is told depends on what the statement saw first; neither records anything.
    expect(['closed', 'head-moved']).toContain(await writer);
    expect(recorded).toBe(closedAt);
    expect((await log.load(document, 0))?.head).toBe(closedAt);
  });

  it('gives stamps that never go back, though the clock does', async () => {
    const document = await newDocument();
    await pool.query(`UPDATE document SET last_at = clock_timestamp() + interval '1 day' WHERE id = $1`, [
      document,
    ]);
    const [first] = rows(document, 1);
    if (first === undefined) throw new Error('no row');
    const [outcome] = await log.append([first]);
    expect(outcome?.kind === 'recorded' && outcome.receivedAt).toBeGreaterThan(Date.now() + 80_000_000);
  });

  it('binds a client id once in a package, whoever asks', async () => {
    const leases = new PostgresLeases(poolQuery(pool));
    const other = { person: randomUUID() as PersonId, delegation: 'CH' as DelegationCode };
    expect(await leases.bind(packageId, 4_294_967_295, { person: author, delegation })).toBe(true);
    expect(await leases.bind(packageId, 4_294_967_295, other)).toBe(false);
    expect(await leases.bind(packageId, 4_294_967_295, { person: author, delegation })).toBe(false);
    const own = { person: author, delegation };
    expect(await leases.newestOf(packageId, own, 9)).toEqual([4_294_967_295]);
    expect(await leases.newestOf(packageId, other, 9)).toEqual([]);
    expect(await leases.boundAmong(packageId, own, [1, 4_294_967_295])).toEqual([4_294_967_295]);
    expect(await leases.boundAmong(packageId, other, [4_294_967_295])).toEqual([]);
  });
});

describe('the log as the engine uses it', () => {
  it('[S1] loads that are asked for in one turn each get their own document, from where they asked', async () => {
    const engineLog = new EngineLog({ appends: poolQuery(pool), reads: poolQuery(pool) });
    const documents = await Promise.all(Array.from({ length: 70 }, () => newDocument()));
    const flight = documents.flatMap((document) => rows(document, 3));
    await engineLog.append(flight);
    const missing = randomUUID() as DocumentId;
    const [loaded, absent] = await Promise.all([
      Promise.all(documents.map(async (document, at) => engineLog.load(document, at % 4))),
      engineLog.load(missing, 'snapshot'),
    ]);
    expect(absent).toBeUndefined();
    expect(loaded.map((one) => [one?.document, one?.head, one?.rows.length])).toEqual(
      documents.map((document, at) => [document, 3, 3 - (at % 4)]),
    );
  });
});
