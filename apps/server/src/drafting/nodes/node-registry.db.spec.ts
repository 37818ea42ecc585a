import { randomUUID } from 'node:crypto';
import type { DelegationCode, PackageId, PersonId } from '@entente/kernel';
import { migrate } from '@entente/nest-platform';
import { testDatabase, waitFor, type TestDatabase } from '@entente/testing';
import pg from 'pg';
import { draftingFeature } from '../index.js';
import { poolQuery, type Query } from '../query.js';
import { NodeLeases } from './node-leases.js';
import { NodeRegistry } from './node-registry.js';

const times = { beatMs: 50, lapseMs: 400, expiryMs: 1_000 };
const packageId = randomUUID() as PackageId;
const epoch = async (): Promise<string> => Promise.resolve(packageId);
const holder = { person: randomUUID() as PersonId, delegation: 'AU' as DelegationCode };

describe('server processes and what their connections hold', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  let query: Query;
  const running: NodeRegistry[] = [];
  let next = 100;

  beforeAll(async () => {
    database = await testDatabase('nodes');
    const parts = { entities: [], migrations: draftingFeature.migrations };
    await migrate({ ownerUrl: database.ownerUrl, appUrl: database.appUrl, parts });
    pool = new pg.Pool({ connectionString: database.appUrl, max: 8 });
    query = poolQuery(pool);
  });
  afterEach(async () => {
    for (const registry of running.splice(0)) await registry.close();
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  /** A node whose wire to the database can be cut. */
  async function node(several = true) {
    const id = randomUUID();
    const wire = { up: true };
    const asked: Query = async (statement) => {
      if (!wire.up) throw new Error('cut');
      return query(statement);
    };
    const registry = new NodeRegistry({ query: asked, node: id, several, times, failed: () => undefined });
    let lapses = 0;
    registry.onLapse(() => (lapses += 1));
    running.push(registry);
    await registry.start();
    const failures: unknown[] = [];
    const leases = new NodeLeases({ query: asked, node: id, epoch, failed: (error) => failures.push(error) });
    return { id, wire, registry, leases, failures, lapses: () => lapses };
  }

  const holds = async (client: number): Promise<string | undefined> => {
    const { rows } = await pool.query<{ node: string }>(
      'SELECT node FROM client_hold WHERE package = $1 AND client = $2',
      [packageId, client],
    );
    return rows[0]?.node;
  };

  it('[S107] a bound id is held at once, by one node, and free when it is released', async () => {
    const [a, b] = [await node(), await node()];
    const client = (next += 1);
    expect(await a.leases.bind(packageId, client, holder)).toBe(true);
    expect(await b.leases.bind(packageId, client, holder)).toBe(false);
    expect([
      await b.leases.hold(packageId, client, holder),
      await a.leases.hold(packageId, client, holder),
    ]).toEqual([false, true]);
    a.leases.release(packageId, client);
    await waitFor('the release', async () => (await holds(client)) === undefined);
    const taken = await Promise.all(
      [a, b, a, b].map(async ({ leases }) => leases.hold(packageId, client, holder)),
    );
    // A node that asks twice for what it has gets it twice: which of its connections has it is its own affair.
    expect(taken.filter(Boolean)).toHaveLength(2);
    expect([a.id, b.id]).toContain(await holds(client));
  });

  it('[S192] of many ids that are bound at once each is bound once', async () => {
    const a = await node();
    const base = next + 1;
    next += 20;
    const ids = Array.from({ length: 30 }, (_, n) => base + (n % 20));
    const bound = await Promise.all(ids.map(async (id) => a.leases.bind(packageId, id, holder)));
    // Two that ask for one id may be in two statements at once, and either may come first.
    const winners = ids.filter((_, at) => bound[at]);
    expect(winners.toSorted((one, other) => one - other)).toEqual([...new Set(ids)]);
    const newest = await Promise.all([
      a.leases.newestOf(packageId, holder, 5),
      a.leases.newestOf(packageId, { ...holder, person: randomUUID() as PersonId }, 5),
      a.leases.newestOf(packageId, holder, 1_000),
    ]);
    expect(newest.map(({ length }) => length)).toEqual([5, 0, newest[2].length]);
    expect(newest[2]).toEqual(expect.arrayContaining([...new Set(ids)]));
    expect(await holds(base)).toBe(a.id);
  });

  it('[S107] an id that is released and taken again at once stays held', async () => {
    const a = await node();
    const client = (next += 1);
    await a.leases.bind(packageId, client, holder);
    for (let n = 0; n < 20; n += 1) {
      a.leases.release(packageId, client);
      if (n % 2 === 0) await new Promise(setImmediate);
      expect(await a.leases.hold(packageId, client, holder)).toBe(true);
      expect(await holds(client)).toBe(a.id);
    }
    a.wire.up = false;
    a.leases.release(packageId, client);
    await expect(a.leases.hold(packageId, client, holder)).rejects.toThrow('cut');
    expect(a.failures).toEqual([new Error('cut')]);
    a.wire.up = true;
    expect(await a.leases.hold(packageId, client, holder)).toBe(true);
    await waitFor('another release to be noted', async () => {
      const other = (next += 1);
      await a.leases.bind(packageId, other, holder);
      a.leases.release(packageId, other);
      return waitFor('it to be gone', async () => (await holds(other)) === undefined);
    });
    expect(await holds(client)).toBe(a.id);
  });

  it('[S107] a node that is cut off ends its connections before the others take it for dead, and then its ids are free', async () => {
    const [a, b] = [await node(), await node()];
    const client = (next += 1);
    await a.leases.bind(packageId, client, holder);
    a.wire.up = false;
    await waitFor('the node to give up', () => a.lapses() === 1);
    expect([a.registry.lapsed, await holds(client)]).toEqual([true, a.id]);
    expect(await b.leases.hold(packageId, client, holder)).toBe(false);
    await waitFor('its ids to be free', async () => b.leases.hold(packageId, client, holder));
    expect(a.lapses()).toBe(1);
    a.wire.up = true;
    await waitFor('it to be back', () => !a.registry.lapsed);
    expect(await a.leases.hold(packageId, client, holder)).toBe(false);
  });

  it('[S107] a node that finds itself taken for dead ends its connections, though it never noticed being away', async () => {
    const a = await node();
    await pool.query('DELETE FROM server_node WHERE id = $1', [a.id]);
    await waitFor('the node to learn it', () => a.lapses() === 1);
    expect(a.registry.lapsed).toBe(false);
  });

  it('[S107] a process that is alone waits for its database; one that sees another is not alone', async () => {
    const a = await node(false);
    await waitFor('the others of earlier tests to be gone', () => !a.registry.others);
    a.wire.up = false;
    const since = performance.now();
    await waitFor('more than a lapse', () => performance.now() - since > 2 * times.lapseMs);
    expect([a.registry.lapsed, a.lapses()]).toEqual([false, 0]);
    a.wire.up = true;
    await node(false);
    await waitFor('the other to be seen', () => a.registry.others);
  });

  it('[S107] a node that leaves frees its ids at once', async () => {
    const [a, b] = [await node(), await node()];
    const client = (next += 1);
    await a.leases.bind(packageId, client, holder);
    await a.registry.close();
    expect(await b.leases.hold(packageId, client, holder)).toBe(true);
  });
});
