import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { LiveStatus } from '@entente/contracts';
import { PackageConnection } from '@entente/sync/client';
import { seededRandom, testDatabase, testSeed, waitFor, type TestDatabase } from '@entente/testing';
import { gather, type Coalition } from '../crash/coalition.js';
import { Api } from '../harness/api.js';
import { ServerProcess } from '../harness/server-process.js';

const seed = testSeed() + 7;
const PEOPLE = 3;

describe(`two server processes on the page Live editing (seed ${String(seed)})`, () => {
  let database: TestDatabase;
  let keys: string;
  let a: ServerProcess;
  let b: ServerProcess;
  let coalition: Coalition;
  let administrator: Api;
  const onB: PackageConnection[] = [];

  const live = async (): Promise<LiveStatus> => administrator.call('liveStatus', {});
  const answering = ({ nodes }: LiveStatus): string | undefined => nodes.find((one) => one.answering)?.node;
  const away = ({ nodes }: LiveStatus) => nodes.find((one) => !one.answering);

  beforeAll(async () => {
    database = await testDatabase('live-page');
    keys = await mkdtemp(path.join(tmpdir(), 'entente-live-page-'));
    a = await ServerProcess.start(database, { KEY_DIR: keys });
    b = await ServerProcess.start(database, { KEY_DIR: keys });
    coalition = await gather(a.address, PEOPLE, seededRandom(seed));
    const admin = coalition.accounts.find(({ roles }) => roles.includes('administrator'));
    if (admin === undefined) throw new Error('the demo has no administrator');
    administrator = new Api(a.address, admin);
    const connection = new PackageConnection({
      url: b.address,
      origin: b.address,
      package: coalition.packageId,
      getTicket: async () => coalition.secretariat.ticket(),
    });
    onB.push(connection);
    connection.connect();
    await connection.ready();
  }, 240_000);
  afterAll(async () => {
    for (const connection of onB) connection.destroy();
    for (const { connection } of coalition.typists) connection.destroy();
    await Promise.all([a.stop(), b.stop()]);
    await database.drop();
    await rm(keys, { recursive: true, force: true });
  }, 60_000);

  it('[S177] who asks one of them sees who is connected to the other, and what it has in memory', async () => {
    const status = await waitFor('all to be shown', async () => {
      const now = await live();
      return now.connections.shown.length === PEOPLE + 1 ? now : undefined;
    });
    const there = status.connections.shown.filter(({ node }) => node !== answering(status));
    expect(there).toMatchObject([
      { delegation: 'SEC', package: coalition.packageId, node: away(status)?.node },
    ]);
    expect(status.connections.total).toBe(PEOPLE + 1);
    const [first] = onB[0]?.sections ?? [];
    const has = status.rooms.shown.filter(({ document }) => document === first?.document);
    expect(new Set(has.map(({ node }) => node)).size).toBe(2);
    expect(has.map(({ members }) => members).toSorted((x, y) => x - y)).toEqual([1, PEOPLE]);
  });

  it('[S177] one that is killed is gone from the page with all it had, and back after a start', async () => {
    const before = away(await live())?.node;
    await b.kill();
    await waitFor(
      'it to be gone',
      async () => {
        const status = await live();
        return status.nodes.length === 1 && status.connections.total === PEOPLE;
      },
      40_000,
    );
    await b.start();
    const status = await waitFor(
      'it to be back with its connection',
      async () => {
        const now = await live();
        return now.connections.shown.length === PEOPLE + 1 ? now : undefined;
      },
      40_000,
    );
    expect(away(status)?.node).not.toBe(before);
  }, 120_000);
});
