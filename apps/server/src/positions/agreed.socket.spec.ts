import 'reflect-metadata';
import type { AgreedMark, Me } from '@entente/contracts';
import type { CanonicalNode } from '@entente/document';
import type { Hash, PackageId } from '@entente/kernel';
import type { SignedIn } from '@entente/nest-platform';
import { testDatabase, type TestDatabase } from '@entente/testing';
import { DataSource } from 'typeorm';
import { bootServer, type BootedServer } from '../boot-server.js';
import { IdentityService } from '../identity/index.js';
import { textOf } from '../lifecycle/new-text.js';
import { PackagesService } from '../lifecycle/packages.service.js';
import { TestCoalition } from '../test-coalition.js';

const paragraph = (id: string, words: string): CanonicalNode => [
  'paragraph',
  { id },
  [['p', {}, [['t', words, []]]]],
];
const ARTICLE: CanonicalNode = [
  'articleSection',
  {},
  [
    ['heading', { id: 'h_1' }, [['t', 'Freezing', []]]],
    paragraph('para_1', 'Funds shall be frozen.'),
    paragraph('para_2', 'Economic resources shall be frozen.'),
  ],
];
const OTHER = `sha256:${'0'.repeat(64)}`;

describe('marks of what the table agreed ad referendum', () => {
  let database: TestDatabase;
  let server: BootedServer;
  let us: TestCoalition;
  let id: PackageId;
  let hashes: Record<string, Hash>;

  beforeAll(async () => {
    database = await testDatabase('agreed_marks');
    server = await bootServer(database, { REQUESTS_PER_MINUTE: '100000' });
    us = new TestCoalition(server.address);
    await us.setUp();
  }, 60_000);
  beforeEach(async () => {
    ({ id } = await server.app.get(PackagesService, { strict: false }).create(await chair(), {
      title: 'Measures',
      source: { kind: 'test' },
      text: textOf([{ kind: 'article', tree: ARTICLE }]),
    }));
    ({ provisions: hashes } = await us.ask<{ provisions: Record<string, Hash> }>(
      'chair',
      'GET',
      `/packages/${id}/positions`,
    ));
  });
  afterAll(async () => {
    await server.app.close();
    await database.drop();
  });

  async function chair(): Promise<SignedIn> {
    const { person } = await us.ask<Me>('chair', 'GET', '/me');
    const actor = await server.app.get(IdentityService, { strict: false }).actorOf(person);
    if (actor === null) throw new Error('there is no chair');
    return actor;
  }

  const mark = (who: string, provision: string, more: object = {}): ReturnType<TestCoalition['call']> =>
    us.call(who, 'PUT', `/packages/${id}/agreed`, {
      provision,
      hash: hashes[provision],
      agreed: true,
      ...more,
    });
  const marks = async (who: string): Promise<AgreedMark[]> =>
    (await us.ask<{ marks: AgreedMark[] }>(who, 'GET', `/packages/${id}/agreed`)).marks;

  it('[A21] are not set by a delegation, an observer or an administrator, nor on a package nobody has', async () => {
    for (const who of ['AU head', 'AU delegate', 'AU silent', 'observer']) {
      expect((await mark(who, 'para_1')).code).toBe('FORBIDDEN');
    }
    expect((await mark('administrator', 'para_1')).status).toBeGreaterThanOrEqual(403);
    expect((await us.call('administrator', 'GET', `/packages/${id}/agreed`)).status).toBeGreaterThanOrEqual(
      403,
    );
    const nowhere = '00000000-0000-4000-8000-000000000000';
    expect((await us.call('chair', 'GET', `/packages/${nowhere}/agreed`)).code).toBe('NOT_FOUND');
    expect(await marks('chair')).toEqual([]);
  });

  it('[A21] are set by the chair and the secretariat, with who did, and read by all who read positions', async () => {
    expect((await mark('chair', 'para_1')).status).toBe(200);
    expect((await mark('secretary', 'para_2')).status).toBe(200);
    for (const who of ['AU delegate', 'observer', 'secretary']) {
      expect(await marks(who)).toMatchObject([
        { provision: 'para_1', hash: hashes['para_1'], name: 'chair', delegation: 'PRES', current: true },
        { provision: 'para_2', hash: hashes['para_2'], name: 'secretary', delegation: 'SEC', current: true },
      ]);
    }
  });

  it('[R16] name the words: a mark on others, or on a provision that is not there, is refused', async () => {
    const refused = await mark('chair', 'para_1', { hash: OTHER });
    expect(refused.code).toBe('HASH_MISMATCH');
    expect(JSON.stringify(refused.body)).toContain(hashes['para_1']);
    expect((await mark('chair', 'para_9', { hash: OTHER })).code).toBe('HASH_MISMATCH');
    expect(await marks('chair')).toEqual([]);
  });

  it('[R16] stand once however often they are set, are taken away, and keep every step', async () => {
    for (const agreed of [false, true, true, false, true]) await mark('chair', 'para_1', { agreed });
    expect(await marks('chair')).toHaveLength(1);
    await mark('secretary', 'para_1', { agreed: false });
    expect(await marks('chair')).toEqual([]);
    const rows: { agreed: boolean }[] = await server.app
      .get(DataSource)
      .query('SELECT agreed FROM agreed_mark WHERE package = $1 ORDER BY sequence', [id]);
    expect(rows.map(({ agreed }) => agreed)).toEqual([true, false, true, false]);
  });

  it('[R16] stand for the words that they were set on, and a row is never changed', async () => {
    await mark('chair', 'para_1');
    const rows = server.app.get(DataSource);
    await expect(
      rows.query('UPDATE agreed_mark SET agreed = false WHERE package = $1', [id]),
    ).rejects.toThrow(/permission denied|append-only/i);
    // As if the words had changed since: the last row of the provision names others.
    await rows.query(
      `INSERT INTO agreed_mark
         SELECT package, sequence + 1, provision, $2, agreed, delegation, person, name, mandate, at
         FROM agreed_mark WHERE package = $1`,
      [id, OTHER],
    );
    expect(await marks('chair')).toMatchObject([{ provision: 'para_1', hash: OTHER, current: false }]);
  });

  it('[R16] change no position and are no formal act', async () => {
    await mark('chair', 'para_1');
    const { positions } = await us.ask<{ positions: unknown[] }>('chair', 'GET', `/packages/${id}/positions`);
    const { acts } = await us.ask<{ acts: { type: string }[] }>('chair', 'GET', `/packages/${id}/record`);
    expect(positions).toEqual([]);
    expect(acts.map(({ type }) => type)).toEqual(['package.created']);
  });
});
