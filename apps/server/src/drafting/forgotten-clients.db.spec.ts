import { randomUUID } from 'node:crypto';
import type { DelegationCode, DocumentId, PackageId, PersonId } from '@entente/kernel';
import { migrate } from '@entente/nest-platform';
import { genesisChain } from '@entente/sync';
import { testDatabase, waitFor, type TestDatabase } from '@entente/testing';
import pg from 'pg';
import { ForgottenClients } from './forgotten-clients.js';
import { draftingFeature } from './index.js';
import { NodeLeases } from './nodes/node-leases.js';
import { poolQuery, type Query } from './query.js';

const OLD = '91 days';
const ONE_ID = '\\x01';
const TWO_IDS = '\\x02';

describe('client ids under which nothing was recorded', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  let query: Query;
  let leases: NodeLeases;
  const packageId = randomUUID() as PackageId;
  const document = randomUUID() as DocumentId;
  let seq = 0;
  let next = 1_000;

  beforeAll(async () => {
    database = await testDatabase('forgotten');
    const parts = { entities: [], migrations: draftingFeature.migrations };
    await migrate({ ownerUrl: database.ownerUrl, appUrl: database.appUrl, parts });
    pool = new pg.Pool({ connectionString: database.appUrl, max: 4 });
    query = poolQuery(pool);
    const node = randomUUID();
    await pool.query('INSERT INTO server_node (id) VALUES ($1)', [node]);
    leases = new NodeLeases({
      query,
      node,
      epoch: async () => Promise.resolve(randomUUID()),
      failed: (error) => {
        throw error;
      },
    });
    await pool.query(
      `INSERT INTO document (id, package, kind, head, chain, last_at) VALUES ($1, $2, 'article', 0, $3, now())`,
      [document, packageId, Buffer.from(genesisChain(document))],
    );
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  const aPerson = () => ({ person: randomUUID() as PersonId, delegation: 'AU' as DelegationCode });
  type Holder = ReturnType<typeof aPerson>;

  /** An id that was bound so long ago. */
  async function bound(holder: Holder, ago: string): Promise<number> {
    next += 1;
    await pool.query(
      `INSERT INTO client_binding (package, client, person, delegation, since)
       VALUES ($1, $2, $3, $4, clock_timestamp() - $5::interval)`,
      [packageId, next, holder.person, holder.delegation, ago],
    );
    return next;
  }

  /** A row of the log from so long ago; its bytes begin with the number of ids whose structs it has. */
  async function wrote(holder: Holder, row: { client: number; begins: string; ago: string }): Promise<void> {
    seq += 1;
    await pool.query(
      `INSERT INTO document_update
         (document, seq, author, delegation, client, clock_from, clock_to, bytes, chain, received_at)
       VALUES ($1, $2, $3, $4, $5, 0, 1, $6::bytea, $7, clock_timestamp() - $8::interval)`,
      [document, seq, holder.person, holder.delegation, row.client, row.begins, Buffer.alloc(32), row.ago],
    );
  }

  const forget = async (): Promise<number> => new ForgottenClients(query, () => undefined).look();
  const idsOf = async (holder: Holder): Promise<number[]> => leases.newestOf(packageId, holder, 1_000);

  const holds = async (client: number): Promise<number> =>
    (await pool.query('SELECT FROM client_hold WHERE client = $1', [client])).rows.length;

  it('[S181] are forgotten after 90 days, and may then be leased to anybody', async () => {
    const anna = aPerson();
    const old = await bound(anna, OLD);
    const young = await bound(anna, '89 days');
    expect(await forget()).toBe(1);
    expect(await idsOf(anna)).toEqual([young]);
    expect(await leases.bind(packageId, old, aPerson())).toBe(true);
  });

  it('[S181] are kept while their person has a connection in the package, under whichever id', async () => {
    const anna = aPerson();
    const old = await bound(anna, OLD);
    const held = await bound(anna, '1 day');
    expect(await leases.hold(packageId, held, anna)).toBe(true);
    expect(await forget()).toBe(0);
    leases.release(packageId, held);
    await waitFor('the release', async () => (await holds(held)) === 0);
    expect(await forget()).toBe(1);
    expect(await idsOf(anna)).toEqual([held]);
    expect(await leases.hold(packageId, old, anna)).toBe(false);
  });

  it('[S182] ids that wrote are never forgotten, nor those that may be among several of one row', async () => {
    const [anna, ben] = [aPerson(), aPerson()];
    const typed = await bound(anna, OLD);
    await wrote(anna, { client: typed, begins: ONE_ID, ago: OLD });
    const maybe = await bound(ben, OLD);
    const lease = await bound(ben, '3 days');
    await wrote(ben, { client: lease, begins: TWO_IDS, ago: '2 days' });
    const later = await bound(ben, '1 day');
    expect(await forget()).toBe(0);
    expect([await idsOf(anna), await idsOf(ben)]).toEqual([[typed], [later, lease, maybe]]);
  });

  it('[S182] the database refuses to forget them, also to its owner; and to forget what is young or held', async () => {
    const anna = aPerson();
    const typed = await bound(anna, OLD);
    await wrote(anna, { client: typed, begins: ONE_ID, ago: OLD });
    const [ben, carl] = [aPerson(), aPerson()];
    const held = await bound(ben, OLD);
    expect(await leases.hold(packageId, held, ben)).toBe(true);
    const young = await bound(carl, '1 minute');
    const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 1 });
    for (const asker of [pool, owner]) {
      for (const client of [typed, held, young]) {
        const asked = asker.query('DELETE FROM client_binding WHERE client = $1', [client]);
        await expect(asked).rejects.toMatchObject({ code: '42501' });
      }
    }
    await owner.end();
    const packages = [packageId, packageId, packageId];
    const { rows } = await pool.query('SELECT forget_clients($1, $2) AS forgotten', [
      packages,
      [typed, held, young],
    ]);
    expect(rows).toEqual([{ forgotten: 0 }]);
  });

  it('[S181] a look costs a page, and the looks come round to every id', async () => {
    const holders = Array.from({ length: 3 }, aPerson);
    for (const holder of holders) for (let n = 0; n < 250; n += 1) await bound(holder, OLD);
    const looks = new ForgottenClients(query, () => undefined);
    const forgotten = [await looks.look(), await looks.look(), await looks.look()];
    expect(forgotten.every((count) => count <= 500)).toBe(true);
    expect(forgotten.reduce((sum, count) => sum + count, 0)).toBe(750);
    expect(await Promise.all(holders.map(idsOf))).toEqual([[], [], []]);
  });

  it('[S181] a connection that comes while ids are being forgotten knows only what is there', async () => {
    const anna = aPerson();
    const old = await bound(anna, OLD);
    const fresh = await bound(anna, '1 day');
    const forgetting = new pg.Client({ connectionString: database.appUrl });
    await forgetting.connect();
    await forgetting.query('BEGIN');
    const { rows } = await forgetting.query('SELECT forget_clients($1, $2) AS forgotten', [
      [packageId],
      [old],
    ]);
    expect(rows).toEqual([{ forgotten: 1 }]);
    const holding = Promise.all([
      leases.hold(packageId, old, anna),
      leases.hold(packageId, fresh, anna).then(async (held) => [held, await idsOf(anna)]),
    ]);
    await forgetting.query('COMMIT');
    await forgetting.end();
    expect(await holding).toEqual([false, [true, [fresh]]]);
  });
});
