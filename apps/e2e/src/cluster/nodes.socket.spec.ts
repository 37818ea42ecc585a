import type { DocumentId } from '@entente/kernel';
import { PackageConnection } from '@entente/sync/client';
import { redisMissing, seededRandom, testSeed, waitFor } from '@entente/testing';
import { allOpen, gather, typeUntil, type Coalition } from '../crash/coalition.js';
import { Api } from '../harness/api.js';
import { Cluster, type Node } from './cluster.js';
import { agreement, contradictions } from './history-checker.js';

const CLIENTS = 6;
/** SECURITY SP10: a right that is taken away is gone from live sockets within this time. */
const REVOKED_WITHIN_MS = 5_000;
/** The poll interval, and patience for a busy machine. */
const POLLED_WITHIN_MS = 2_500;
const seed = testSeed() + 2;

/** In place of the suite where this machine has no Redis, which it then has said aloud. */
function absent(name: string): void {
  it(`[S110] ${name}: not tested here`, () => {
    expect(process.env['CI']).not.toBe('true');
  });
}
const onRedis = redisMissing() ? absent : describe;

onRedis(`two server processes, a real Redis and PostgreSQL (seed ${String(seed)})`, () => {
  let cluster: Cluster;
  let coalition: Coalition;
  let a: Node;
  let b: Node;
  const own: PackageConnection[] = [];

  beforeAll(async () => {
    const random = seededRandom(seed);
    cluster = await Cluster.start(2, random);
    [a, b] = [cluster.node(0), cluster.node(1)];
    coalition = await gather(cluster.address, CLIENTS, random);
  }, 180_000);
  afterEach(() => {
    for (const connection of own.splice(0)) connection.destroy();
  });
  afterAll(async () => {
    for (const { connection } of coalition.typists) connection.destroy();
    await cluster.stop();
  }, 60_000);

  const recorded = (): number => coalition.typists.reduce((sum, typist) => sum + typist.recorded, 0);

  async function type(edits: number): Promise<void> {
    const enough = recorded() + edits;
    await typeUntil(coalition.typists, () => recorded() >= enough);
  }

  /** Goes on typing while `doing` happens. */
  async function typeDuring(doing: Promise<unknown>): Promise<void> {
    let over = false;
    void doing.finally(() => (over = true));
    await typeUntil(coalition.typists, () => over);
    await doing;
  }

  /** Nothing acknowledged is missing, the log is whole, and all hold one text. */
  async function nothingLost(): Promise<void> {
    await allOpen(coalition.typists);
    await agreement(coalition);
    expect(await contradictions(cluster.database.adminUrl, coalition)).toEqual([]);
    // Only a version that was tabled takes words from anybody, and says so.
    const codes = coalition.typists.flatMap(({ lostFor }) => lostFor);
    expect(codes.filter((code) => code !== 'DOC_CLOSED')).toEqual([]);
  }

  /** A client of the secretariat's on one node, past the balancer. */
  async function readerOn(node: Node): Promise<PackageConnection> {
    const connection = new PackageConnection({
      url: node.server.address,
      origin: cluster.address,
      package: coalition.packageId,
      getTicket: async () => coalition.secretariat.ticket(),
    });
    own.push(connection);
    connection.connect();
    await connection.ready();
    return connection;
  }

  const statusOf = async ({ server }: Node): Promise<number | undefined> =>
    (await fetch(`${server.address}/health/ready`).catch(() => undefined))?.status;

  const heads = (connection: PackageConnection): number =>
    connection.sections.reduce((sum, { document }) => sum + connection.document(document).head, 0);

  /** Milliseconds until a node has what was recorded before this was called. */
  async function untilHeard(reader: PackageConnection): Promise<number> {
    const fresh = coalition.observe();
    own.push(fresh);
    fresh.connect();
    await fresh.ready();
    const wanted = heads(fresh);
    const since = performance.now();
    await waitFor('the rows to arrive', () => heads(reader) >= wanted);
    return performance.now() - since;
  }

  it('[S110] any client edits any document on any node; connections are spread by chance and need no node of their own', async () => {
    await type(60);
    cluster.balancer.drop(0.5);
    await type(60);
    await nothingLost();
    const taken = cluster.nodes.map(({ port }) => cluster.balancer.taken.get(port) ?? 0);
    expect(Math.min(...taken)).toBeGreaterThan(3);
  }, 60_000);

  it('[S63] whoever is on one node is seen, with the place, on the other', async () => {
    const [one, other] = [await readerOn(a), await readerOn(b)];
    const [document] = one.sections.map((section) => section.document);
    if (document === undefined) throw new Error('no section');
    const at = { document, anchor: new Uint8Array([1]), head: new Uint8Array([2]), provision: null };
    one.setPresence(at);
    await waitFor('the place to be seen there', () =>
      other.peers.some(({ client, at: place }) => client === one.lease && place?.document === document),
    );
    one.destroy();
    await waitFor('the leaving to be seen there', () =>
      other.peers.every(({ client }) => client !== one.lease),
    );
  });

  it('[S110] a node that is killed costs nobody an edit', async () => {
    await type(30);
    await typeDuring(b.server.kill());
    await type(40);
    await typeDuring(b.server.start());
    await type(20);
    await nothingLost();
  }, 60_000);

  it('[S110] without Redis edits arrive within the poll interval; with an empty one after a kill or a FLUSHALL it goes on', async () => {
    const readers = [await readerOn(a), await readerOn(b)];
    await type(20);
    await typeDuring(cluster.redis.kill());
    await type(40);
    for (const reader of readers) expect(await untilHeard(reader)).toBeLessThan(POLLED_WITHIN_MS);
    await cluster.redis.start();
    await type(30);
    await cluster.redis.flush();
    await type(30);
    await nothingLost();
  }, 60_000);

  it('[S110] a wire to Redis that is cut or silent costs nobody more than the poll interval', async () => {
    const readers = [await readerOn(a), await readerOn(b)];
    for (const harm of ['cut', 'stall'] as const) {
      b.toRedis[harm]();
      await type(40);
      for (const reader of readers) expect(await untilHeard(reader)).toBeLessThan(POLLED_WITHIN_MS);
      b.toRedis.mend();
    }
    await nothingLost();
  }, 60_000);

  it('[S106] a suspended person is gone from both nodes within 5 s while Redis is away', async () => {
    const { accounts } = coalition;
    const admin = accounts.find(({ roles }) => roles.includes('administrator'));
    const victim = accounts.filter(({ roles }) => roles.includes('delegate')).at(-1);
    if (admin === undefined || victim === undefined) throw new Error('the demo is smaller than expected');
    await cluster.redis.kill();
    const api = new Api(cluster.address, victim);
    const connections = cluster.nodes.map(({ server }) => {
      const connection = new PackageConnection({
        url: server.address,
        origin: cluster.address,
        package: coalition.packageId,
        getTicket: async () => api.ticket(),
      });
      own.push(connection);
      connection.connect();
      return connection;
    });
    for (const connection of connections) await connection.ready();
    const administrator = new Api(cluster.address, admin);
    const { people } = await administrator.call('people', {});
    const person = people.find(({ email }) => email === victim.email);
    if (person === undefined) throw new Error('nobody of that name');
    const suspended = performance.now();
    await administrator.call('changePerson', { params: { person: person.id }, body: { active: false } });
    await waitFor('both connections to end', () => connections.every(({ status }) => status !== 'open'));
    expect(performance.now() - suspended).toBeLessThan(REVOKED_WITHIN_MS);
    await administrator.call('changePerson', { params: { person: person.id }, body: { active: true } });
    await cluster.redis.start();
  }, 60_000);

  it('[S103] a version tabled on one node is exact for typists on both', async () => {
    const { packageId, secretariat, typists } = coalition;
    const acknowledged = new Map<DocumentId, number>();
    for (const { connection } of typists) {
      connection.on('verdict', (verdict) => {
        if (verdict.verdict !== 'recorded') return;
        const before = acknowledged.get(verdict.document) ?? 0;
        acknowledged.set(verdict.document, Math.max(before, verdict.seq));
      });
    }
    await type(30);
    const view = await secretariat.call('package', { params: { package: packageId } });
    const tabling = secretariat.call('tableVersion', {
      params: { package: packageId },
      body: { revision: view.revision + 1 },
    });
    await typeDuring(tabling);
    const version = await tabling;
    await waitFor('every client to know that the text is closed', () =>
      typists.every(({ connection }) =>
        connection.sections.every(({ document }) => connection.document(document).state === 'closed'),
      ),
    );
    const late = coalition.observe();
    own.push(late);
    late.connect();
    await late.ready();
    for (const [document, seq] of acknowledged)
      expect(late.document(document).head).toBeGreaterThanOrEqual(seq);
    const again = await secretariat.call('version', {
      params: { package: packageId, revision: version.revision },
    });
    expect(again.textHash).toBe(version.textHash);
    await secretariat.call('resumeDrafting', { params: { package: packageId } });
    await waitFor('every client to write again', () =>
      typists.every(({ connection }) =>
        connection.sections.some(({ document }) => connection.document(document).writable),
      ),
    );
  }, 60_000);

  it('[S111] a rolling restart under load loses no edit, and nobody has words handed back', async () => {
    for (const { server } of [a, b]) {
      await type(20);
      await typeDuring(server.restart());
    }
    await type(20);
    await nothingLost();
  }, 90_000);

  it('[S107] a node that cannot reach PostgreSQL sends its people to the other, and comes back by itself', async () => {
    const reader = await readerOn(b);
    cluster.balancer.drop(1);
    await allOpen(coalition.typists);
    await type(20);
    b.toDatabase.stall();
    await waitFor('the people there to be sent away', () => reader.status !== 'open');
    await waitFor('it to say that it is not ready', async () => (await statusOf(b)) !== 200);
    cluster.balancer.leaveOut(b.port);
    await waitFor(
      'everybody to write on the other node',
      async () => {
        const before = coalition.typists.map((typist) => typist.recorded);
        await type(CLIENTS * 3).catch(() => undefined);
        return coalition.typists.every((typist, n) => typist.recorded > (before[n] ?? 0));
      },
      60_000,
    );
    b.toDatabase.mend();
    await waitFor('it to be ready again', async () => (await statusOf(b)) === 200);
    cluster.balancer.targets.push(b.port);
    await reader.ready();
    cluster.balancer.drop(0.5);
    await type(20);
    await nothingLost();
  }, 120_000);
});
