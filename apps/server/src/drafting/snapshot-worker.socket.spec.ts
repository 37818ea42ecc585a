import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DelegationCode, DocumentId, PersonId } from '@entente/kernel';
import { migrate } from '@entente/nest-platform';
import { chainHash, documentOf, genesisChain } from '@entente/sync';
import { testDatabase, type TestDatabase } from '@entente/testing';
import pg from 'pg';
import * as Y from 'yjs';
import { draftingFeature } from './index.js';
import { PostgresUpdateLog } from './postgres-update-log.js';
import { poolQuery } from './query.js';
import { SnapshotWorker } from './snapshot-worker.js';

/** The thread runs what was compiled, as in the server. */
const THREAD = pathToFileURL(path.resolve('apps/server/dist/drafting/snapshot-thread.js'));

let database: TestDatabase;
let pool: pg.Pool;
let log: PostgresUpdateLog;
let worker: SnapshotWorker;

beforeAll(async () => {
  database = await testDatabase('snapshot-worker');
  const parts = { entities: [], migrations: draftingFeature.migrations };
  await migrate({ ownerUrl: database.ownerUrl, appUrl: database.appUrl, parts });
  pool = new pg.Pool({ connectionString: database.appUrl, max: 2 });
  log = new PostgresUpdateLog(poolQuery(pool));
  worker = new SnapshotWorker({ databaseUrl: database.appUrl, statementMs: 5_000 }, THREAD);
});

afterAll(async () => {
  await worker.stop();
  await pool.end();
  await database.drop();
});

/** An article of one paragraph, typed word by word, each word a row. */
async function article(words: number): Promise<{ document: DocumentId; text: string }> {
  const document = randomUUID() as DocumentId;
  await pool.query(
    `INSERT INTO document (id, package, kind, head, chain, last_at)
     VALUES ($1, $2, 'article', 0, $3, clock_timestamp())`,
    [document, randomUUID(), Buffer.from(genesisChain(document))],
  );
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  const text = new Y.XmlText();
  const paragraph = new Y.XmlElement('p');
  doc.transact(() => {
    doc.getXmlFragment('content').insert(0, [paragraph]);
    paragraph.insert(0, [text]);
  });
  for (let n = 0; n < words; n += 1) text.insert(text.length, `word ${String(n)} `);
  let chain = genesisChain(document);
  const rows = updates.map((bytes, at) => {
    const author = randomUUID() as PersonId;
    const facts = { seq: at + 1, author, delegation: 'AU' as DelegationCode, client: doc.clientID, bytes };
    chain = chainHash(chain, facts);
    return { document, ...facts, clockFrom: at, clockTo: at + 1, chain };
  });
  await log.append(rows);
  return { document, text: doc.getXmlFragment('content').toJSON() };
}

describe('the thread that makes snapshots', () => {
  it('[S48] makes the snapshot of a document from its rows, and only where there are new ones', async () => {
    const { document, text } = await article(200);
    const size = await worker.take(document);
    const loaded = await log.load(document, 'snapshot');
    expect(loaded?.snapshot).toMatchObject({ seq: 201 });
    expect(loaded?.snapshot?.bytes.length).toBe(size);
    if (loaded === undefined) throw new Error('no document');
    expect(documentOf(loaded).getXmlFragment('content').toJSON()).toBe(text);
    expect(await worker.take(document)).toBe(size);
  });

  it('[S48] says when it could not, and goes on with the next', async () => {
    const { document } = await article(3);
    await expect(worker.take('no document' as DocumentId)).rejects.toMatchObject({ code: '22P02' });
    expect(await worker.take(document)).toBeGreaterThan(0);
  });
});
