import { seededRandom, testDatabase, testSeed, waitFor, type TestDatabase } from '@entente/testing';
import { ServerProcess } from '../harness/server-process.js';
import { hashHeldBy } from './agreement.js';
import { allOpen, gather, typeUntil, type Coalition } from './coalition.js';
import { recordedDocuments } from './recorded-rows.js';
import { wordsOf } from './typist.js';

const KILLS = 30;
const CLIENTS = 6;
const seed = testSeed();

describe(`kill -9 of the server under load (seed ${String(seed)})`, () => {
  let database: TestDatabase;
  let server: ServerProcess;
  let coalition: Coalition;
  const random = seededRandom(seed);

  beforeAll(async () => {
    database = await testDatabase('crash');
    server = await ServerProcess.start(database);
    coalition = await gather(server.address, CLIENTS, random);
  }, 120_000);

  afterAll(async () => {
    for (const { connection } of coalition.typists) connection.destroy();
    await server.stop();
    await database.drop();
  });

  it(`loses no recorded edit in ${String(KILLS)} kills, and leaves no gap in the log`, async () => {
    for (let kill = 0; kill < KILLS; kill += 1) {
      const enough = recordedBy(coalition) + 5 + random.integer(60);
      await typeUntil(coalition.typists, () => recordedBy(coalition) >= enough);
      await killUnderLoad();
      expect(await contradictions()).toEqual([]);
      await server.start();
      await allOpen(coalition.typists);
    }
    const edits = coalition.typists.reduce((sum, { ledger }) => sum + ledger.size, 0);
    process.stdout.write(
      `seed ${String(seed)}: ${String(KILLS)} kills, ${String(edits)} recorded edits, 0 lost\n`,
    );
    expect(coalition.typists.map(({ lost }) => lost)).toEqual(coalition.typists.map(() => 0));
  }, 900_000);

  it('ends with one text: each client, a client that comes afterwards, the committed rows and the server', async () => {
    await waitFor('every edit to be recorded', () =>
      coalition.typists.every(({ connection }) => connection.unrecorded === 0),
    );
    const late = coalition.observe();
    late.connect();
    await late.ready();
    const expected = hashHeldBy(late);
    // The last rows travel to everyone after they were acknowledged to their author.
    await waitFor('every client to hold the same text', () =>
      coalition.typists.every(({ connection }) => hashHeldBy(connection) === expected),
    );
    late.destroy();
    const { packageId, secretariat } = coalition;
    const view = await secretariat.call('package', { params: { package: packageId } });
    const version = await secretariat.call('tableVersion', {
      params: { package: packageId },
      body: { revision: view.revision + 1 },
    });
    expect(version.textHash).toBe(expected);
    expect(await contradictions()).toEqual([]);
  }, 60_000);

  /** Goes on typing while the signal is on its way, so that edits are in every stage when it strikes. */
  async function killUnderLoad(): Promise<void> {
    let over = false;
    const dying = server.kill().then(() => (over = true));
    await typeUntil(coalition.typists, () => over);
    await dying;
  }

  /** What clients were told is recorded and the committed rows do not bear out. */
  async function contradictions(): Promise<readonly string[]> {
    const documents = await recordedDocuments(database.adminUrl);
    const gaps = documents
      .filter(({ head, rows }) => head !== rows)
      .map(({ document }) => `gap in ${document}`);
    const words = new Map(documents.map(({ document, doc }) => [document, wordsOf(doc)]));
    const broken = coalition.typists.flatMap(({ ledger }) =>
      ledger.documents().flatMap((document) => ledger.contradictions(document, words.get(document) ?? '')),
    );
    return [...gaps, ...broken];
  }
});

function recordedBy({ typists }: Coalition): number {
  return typists.reduce((sum, { recorded }) => sum + recorded, 0);
}
