import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import type { PackageSummary } from '@entente/contracts';
import { testDatabase, type TestDatabase } from '@entente/testing';
import pg from 'pg';
import { bootServer, type BootedServer } from '../boot-server.js';
import { TestCoalition, type Answered } from '../test-coalition.js';

describe('the key of what waits on a device', () => {
  let database: TestDatabase;
  let server: BootedServer;
  let coalition: TestCoalition;
  let package_: PackageSummary;

  const keyFor = async (who: string | null, id: string = package_.id): Promise<Answered> =>
    coalition.call(who, 'POST', `/packages/${id}/draft-key`);

  beforeAll(async () => {
    database = await testDatabase('draft-keys');
    server = await bootServer(database);
    coalition = new TestCoalition(server.address);
    await coalition.setUp();
    package_ = await coalition.ask('secretary', 'POST', '/packages', { title: 'JSP' });
  }, 60_000);
  afterAll(async () => {
    await server.app.close();
    await database.drop();
  }, 20_000);

  it('[S86] is given to nobody who may not read the package, and then there is no such package', async () => {
    expect((await keyFor(null)).status).toBe(401);
    const [stranger, unknown] = [await keyFor('administrator'), await keyFor('AU head', randomUUID())];
    expect([stranger.status, unknown.status]).toEqual([404, 404]);
    expect(stranger.body).toEqual(unknown.body);
  });

  it('[S86] is the same for one person in one package, and another for anybody else', async () => {
    const first = await keyFor('AU delegate');
    expect(first.body).toMatchObject({ kept: true });
    expect(await keyFor('AU delegate')).toEqual(first);
    const other = await coalition.ask<PackageSummary>('secretary', 'POST', '/packages', { title: 'Other' });
    const keys = [first, await keyFor('AU head'), await keyFor('AU delegate', other.id)].map(
      ({ body }) => body as { scope: string; key: string },
    );
    expect(new Set(keys.map(({ key }) => key)).size).toBe(3);
    expect(new Set(keys.map(({ scope }) => scope)).size).toBe(3);
    expect(keys.every(({ key }) => Buffer.from(key, 'base64').length === 32)).toBe(true);
  });

  it('is made once, however many tabs ask together', async () => {
    await coalition.tokenOf('CA head');
    const answers = await Promise.all(Array.from({ length: 8 }, () => keyFor('CA head')));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  });

  it('[S88] is refused where drafts at rest are forbidden, also to whoever had one', async () => {
    await server.app.close();
    server = await bootServer(database, { DRAFTS_AT_REST: 'off' });
    coalition = new TestCoalition(server.address);
    expect((await keyFor('AU delegate')).body).toEqual({ kept: false });
  });

  it('cannot be changed or removed by the running server, nor can the epoch of the store', async () => {
    const app = new pg.Client({ connectionString: database.appUrl });
    await app.connect();
    for (const forbidden of [
      'UPDATE draft_key SET person = gen_random_uuid()',
      'DELETE FROM draft_key',
      'UPDATE store_epoch SET epoch = gen_random_uuid()',
      'DELETE FROM store_epoch',
    ]) {
      await expect(app.query(forbidden)).rejects.toMatchObject({ code: '42501' });
    }
    await app.end();
  });
});
