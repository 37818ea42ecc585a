import { randomUUID } from 'node:crypto';
import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { DelegationCode, DocumentId, PackageId, PersonId } from '@entente/kernel';
import { migrate } from '@entente/nest-platform';
import { chainHash, genesisChain, type Append, type LoadedDocument } from '@entente/sync';
import { testDatabase, waitFor, type TestDatabase } from '@entente/testing';
import pg from 'pg';
import { describeUpdateLog } from '../../../../libs/sync/src/update-log.contract.js';
import { EngineLog } from './engine-log.js';
import { draftingFeature } from './index.js';
import { LogConnections } from './log-connections.js';

const packageId = randomUUID() as PackageId;
const author = randomUUID() as PersonId;
const delegation = 'AU' as DelegationCode;
let database: TestDatabase;
let admin: pg.Pool;
let connections: LogConnections;
let log: EngineLog;

async function newDocument(): Promise<DocumentId> {
  const document = randomUUID() as DocumentId;
  await admin.query(
    `INSERT INTO document (id, package, kind, head, chain, last_at) VALUES ($1, $2, 'article', 0, $3, clock_timestamp())`,
    [document, packageId, Buffer.from(genesisChain(document))],
  );
  return document;
}

async function setState(document: DocumentId, state: LoadedDocument['state']): Promise<void> {
  const values = [document, state === 'closed', state === 'paused'];
  await admin.query('UPDATE document SET held = $2, paused = $3 WHERE id = $1', values);
}

function row(document: DocumentId, bytes: Uint8Array): Append {
  const facts = { seq: 1, author, delegation, client: 4_294_967_295, bytes };
  const chain = chainHash(genesisChain(document), facts);
  return { document, ...facts, clockFrom: 0, clockTo: 2 ** 31 - 1, chain };
}

/** Ends every other session of the log's user, as a restart or an administrator would. */
async function cutAll(): Promise<void> {
  const own = new pg.Client({ connectionString: database.adminUrl });
  await own.connect();
  await own.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = '' AND pid <> pg_backend_pid()`,
  );
  await own.end();
}

beforeAll(async () => {
  database = await testDatabase('kept-connections');
  const parts = { entities: [], migrations: draftingFeature.migrations };
  await migrate({ ownerUrl: database.ownerUrl, appUrl: database.appUrl, parts });
  admin = new pg.Pool({ connectionString: database.appUrl, max: 2, application_name: 'spec' });
  connections = new LogConnections(database.appUrl);
  log = new EngineLog(connections);
});

afterAll(async () => {
  await Promise.all([connections.end(), admin.end()]);
  await database.drop();
});

describeUpdateLog('PostgreSQL, on the connections that a server keeps', async () => {
  return Promise.resolve({ log, package: packageId, author, delegation, newDocument, setState });
});

describe('the connections to the log', () => {
  it('[S193] are all open before anybody asks', async () => {
    const fresh = new LogConnections(database.appUrl);
    await fresh.open();
    expect(fresh.counts).toEqual({ total: 7, idle: 7, waiting: 0 });
    const ask = async () => fresh.reads({ name: 'one', text: 'SELECT 1 AS one', values: [] });
    await Promise.all(Array.from({ length: 20 }, ask));
    expect(fresh.counts).toEqual({ total: 7, idle: 7, waiting: 0 });
    await fresh.end();
  });

  it('[S165] one name stands for one statement: a connection keeps what it has prepared by its name', async () => {
    const texts = new Map<string, Set<string>>();
    for await (const file of glob('**/*.ts', { cwd: path.join(import.meta.dirname, '..') })) {
      if (/\.(spec|kit)\./.test(file)) continue;
      const source = await readFile(path.join(import.meta.dirname, '..', file), 'utf8');
      for (const [, name = '', text = ''] of source.matchAll(/name: '([a-z-]+)',\s+text: (.{1,60})/gs)) {
        texts.set(name, (texts.get(name) ?? new Set()).add(text));
      }
    }
    expect(texts.size).toBeGreaterThan(20);
    expect([...texts].filter(([, of]) => of.size > 1).map(([name]) => name)).toEqual([]);
  });

  it('[S193] that cannot be opened keep no process from starting', async () => {
    const away = new LogConnections('postgres://nobody@127.0.0.1:1/nowhere');
    await away.open();
    expect(away.counts).toEqual({ total: 0, idle: 0, waiting: 0 });
    await away.end();
  });
});

describe('the connections that a server keeps for its appends', () => {
  it('[S165] carry every byte and the largest numbers as they are, alone and among others', async () => {
    const bytes = Uint8Array.from({ length: 70_000 }, (_, at) => at % 256);
    const documents = await Promise.all([newDocument(), newDocument(), newDocument()]);
    const [alone, ...others] = documents.map((document) => row(document, bytes));
    if (alone === undefined) throw new Error('no row');
    await log.append([alone]);
    await log.append(others);
    for (const document of documents) {
      const loaded = await log.load(document, 0);
      expect(loaded?.rows.map(plain)).toEqual([plain(row(document, bytes))]);
    }
  });

  it('[S165] are replaced when they break, whether they rest or carry a flight; a flight whose answer is lost rejects', async () => {
    const [before, during, after] = await Promise.all([newDocument(), newDocument(), newDocument()]);
    await log.append([row(before, new Uint8Array([1]))]);
    const free = connections.counts.idle;
    await cutAll();
    await waitFor('the loss to be seen', () => connections.counts.idle < free);
    // Held up by a lock until the connection is cut.
    const holder = await admin.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT 1 FROM document WHERE id = $1 FOR UPDATE', [during]);
    const flight = log.append([row(during, new Uint8Array([2]))]);
    // Looked at only once the connection is cut.
    const fate = flight.then(
      () => 'recorded',
      () => 'unknown',
    );
    await waitFor('the flight to be held up', async () => (await waiting(holder)) > 0);
    await cutAll();
    expect(await fate).toBe('unknown');
    await holder.query('ROLLBACK');
    holder.release();
    expect(await log.append([row(after, new Uint8Array([3]))])).toMatchObject([{ kind: 'recorded', seq: 1 }]);
    expect((await log.load(during, 0))?.head).toBe(0);
  });

  it('[S165] take turns where more is asked at once than there are of them', async () => {
    const documents = await Promise.all(Array.from({ length: 12 }, async () => newDocument()));
    const outcomes = await Promise.all(
      documents.map(async (document) => log.append([row(document, new Uint8Array([1]))])),
    );
    expect(outcomes.flat().map(({ kind }) => kind)).toEqual(documents.map(() => 'recorded'));
    expect(connections.counts.waiting).toBe(0);
  });

  it('[S165] that are answered with an error are not used again', async () => {
    const document = await newDocument();
    const wrong = { ...row(document, new Uint8Array([1])), clockFrom: 3, clockTo: 2 };
    await expect(log.append([wrong])).rejects.toThrow();
    expect(await log.append([row(document, new Uint8Array([1]))])).toMatchObject([{ kind: 'recorded' }]);
  });
});

function plain({ document, seq, author: by, client, clockFrom, clockTo, bytes, chain }: Append): unknown {
  const facts = { document, seq, by, client, clockFrom, clockTo };
  return { ...facts, bytes: Buffer.from(bytes).toString('hex'), chain: Buffer.from(chain).toString('hex') };
}

async function waiting(client: pg.PoolClient): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    'SELECT count(*)::int FROM pg_locks WHERE NOT granted',
  );
  return rows[0]?.count ?? 0;
}
