import {
  OwnPostgres,
  seededRandom,
  testDatabase,
  testSeed,
  waitFor,
  type TestDatabase,
} from '@entente/testing';
import { ServerProcess } from '../harness/server-process.js';
import { hashHeldBy } from './agreement.js';
import { allOpen, gather, typeUntil, type Coalition } from './coalition.js';
import { recordedDocuments } from './recorded-rows.js';
import { wordsOf } from './typist.js';

const OUTAGE_MS = 10_000;
const CLIENTS = 4;
const seed = testSeed() + 1;

describe(`PostgreSQL away for ten seconds (seed ${String(seed)})`, () => {
  let postgres: OwnPostgres;
  let database: TestDatabase;
  let server: ServerProcess;
  let coalition: Coalition;

  beforeAll(async () => {
    postgres = await OwnPostgres.start();
    database = await testDatabase('outage', postgres.adminUrl);
    server = await ServerProcess.start(database);
    coalition = await gather(server.address, CLIENTS, seededRandom(seed));
  }, 120_000);

  afterAll(async () => {
    for (const { connection } of coalition.typists) connection.destroy();
    await server.stop();
    await postgres.remove();
  });

  it('acknowledges nothing meanwhile, recovers by itself, and loses nothing', async () => {
    const { typists } = coalition;
    await typeUntil(typists, () => typists.every(({ recorded }) => recorded >= 5));
    await postgres.stop();
    // What was committed just before may still be on its way to the client.
    await waitFor(
      'the server to notice',
      async () => (await fetch(`${server.address}/health/ready`)).status === 503,
    );
    const before = typists.map(({ recorded }) => recorded);
    const end = performance.now() + OUTAGE_MS;
    await typeUntil(typists, () => performance.now() > end);
    expect(typists.map(({ recorded }) => recorded)).toEqual(before);
    expect((await fetch(`${server.address}/health/live`)).status).toBe(200);

    await postgres.start();
    await allOpen(typists);
    await typeUntil(typists, () => typists.every(({ recorded }, index) => recorded > (before[index] ?? 0)));
    await waitFor('every edit to be recorded', () =>
      typists.every(({ connection }) => connection.unrecorded === 0),
    );
    expect(await contradictions()).toEqual([]);
    expect(typists.map(({ lost }) => lost)).toEqual(typists.map(() => 0));
    expect((await fetch(`${server.address}/health/ready`)).status).toBe(200);
  }, 120_000);

  it('ends with one text in every client', async () => {
    const late = coalition.observe();
    late.connect();
    await late.ready();
    const expected = hashHeldBy(late);
    await waitFor('every client to hold the same text', () =>
      coalition.typists.every(({ connection }) => hashHeldBy(connection) === expected),
    );
    late.destroy();
  }, 60_000);

  async function contradictions(): Promise<readonly string[]> {
    const documents = await recordedDocuments(database.adminUrl);
    const words = new Map(documents.map(({ document, doc }) => [document, wordsOf(doc)]));
    return coalition.typists.flatMap(({ ledger }) =>
      ledger.documents().flatMap((document) => ledger.contradictions(document, words.get(document) ?? '')),
    );
  }
});
