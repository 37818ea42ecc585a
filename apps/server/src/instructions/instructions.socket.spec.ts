import 'reflect-metadata';
import type { Instruction, Me } from '@entente/contracts';
import type { Hash, PackageId } from '@entente/kernel';
import type { CanonicalNode } from '@entente/document';
import type { SignedIn } from '@entente/nest-platform';
import { testDatabase, type TestDatabase } from '@entente/testing';
import { DataSource } from 'typeorm';
import { bootServer, type BootedServer } from '../boot-server.js';
import { IdentityService } from '../identity/index.js';
import { PackagesService } from '../lifecycle/packages.service.js';
import { textOf } from '../lifecycle/new-text.js';
import { TestCoalition } from '../test-coalition.js';

/** Australia's signatory of the ministry: its capital. */
const CAPITAL = 'AU silent';

const ARTICLE: CanonicalNode = [
  'articleSection',
  {},
  [
    ['heading', { id: 'h_1' }, [['t', 'Freezing', []]]],
    ['paragraph', { id: 'para_1' }, [['p', {}, [['t', 'Funds shall be frozen.', []]]]]],
  ],
];

describe('instructions of a capital to its delegation', () => {
  let database: TestDatabase;
  let server: BootedServer;
  let us: TestCoalition;
  let id: PackageId;
  const provision = 'para_1';
  let hash: Hash;

  beforeAll(async () => {
    database = await testDatabase('instructions');
    server = await bootServer(database, { REQUESTS_PER_MINUTE: '100000' });
    us = new TestCoalition(server.address);
    await us.setUp();
    ({ id } = await server.app.get(PackagesService, { strict: false }).create(await chair(), {
      title: 'Measures',
      source: { kind: 'test' },
      text: textOf([{ kind: 'article', tree: ARTICLE }]),
    }));
    const { provisions } = await us.ask<{ provisions: Record<string, Hash> }>(
      'chair',
      'GET',
      `/packages/${id}/positions`,
    );
    hash = provisions[provision] as Hash;
  }, 60_000);
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

  const said = (more: object = {}): object => ({
    provision,
    hash,
    position: 'oppose',
    reserve: null,
    note: 'Not below thirty days.',
    ...more,
  });
  const give = (who: string, body: object): ReturnType<TestCoalition['call']> =>
    us.call(who, 'PUT', `/packages/${id}/instructions`, body);
  const read = async (who: string): Promise<Instruction[]> =>
    (await us.ask<{ instructions: Instruction[] }>(who, 'GET', `/packages/${id}/instructions`)).instructions;

  it('[A20] are given by nobody but the ministry’s signatory', async () => {
    for (const who of ['AU head', 'AU delegate', 'chair', 'secretary', 'observer']) {
      expect((await give(who, said())).code).toBe('FORBIDDEN');
    }
    expect((await give('administrator', said())).status).toBeGreaterThanOrEqual(403);
    expect(await read('AU delegate')).toEqual([]);
  });

  it('[A20] are read by nobody outside the partner, chair and secretariat included', async () => {
    await give(CAPITAL, said());
    for (const who of ['chair', 'secretary', 'observer']) {
      expect((await us.call(who, 'GET', `/packages/${id}/instructions`)).code).toBe('FORBIDDEN');
    }
    expect(await read('CA head')).toEqual([]);
    expect(await read('CA silent')).toEqual([]);
  });

  it('[A20] reach everybody of the partner, the last one on each provision, with who gave it', async () => {
    await give(CAPITAL, said());
    await give(
      CAPITAL,
      said({ position: 'reserve', reserve: 'parliamentary', note: 'Parliament sits on Thursday.' }),
    );
    for (const who of ['AU delegate', 'AU head', CAPITAL]) {
      expect(await read(who)).toMatchObject([
        { provision, hash, position: 'reserve', reserve: 'parliamentary', name: CAPITAL, current: true },
      ]);
    }
  });

  it('[A20] of two capitals leave no trace in each other’s numbers, nor on the line of the package', async () => {
    await give('CA silent', said({ position: 'no_instructions', note: '' }));
    const rows: { partner: string; sequence: number }[] = await server.app
      .get(DataSource)
      .query(
        'SELECT partner, sequence FROM instruction_given WHERE package = $1 ORDER BY partner, sequence',
        [id],
      );
    const { acts } = await us.ask<{ acts: { type: string }[] }>('chair', 'GET', `/packages/${id}/record`);
    expect(rows.find(({ partner }) => partner === 'CA')?.sequence).toBe(1);
    expect(acts.some(({ type }) => type.includes('instruction'))).toBe(false);
  });

  it('name the words: another hash, or a provision that is gone, is refused and says what stands', async () => {
    const other = `sha256:${'0'.repeat(64)}`;
    const refused = await give(CAPITAL, said({ hash: other }));
    expect(refused.code).toBe('HASH_MISMATCH');
    expect(JSON.stringify(refused.body)).toContain(hash);
    expect(
      (await give(CAPITAL, said({ provision: 'AAAAAAAAAAAAAAAAAAAAAA' }))).status,
    ).toBeGreaterThanOrEqual(400);
  });

  it('name a reserve’s kind for a reserve and for nothing else', async () => {
    expect((await give(CAPITAL, said({ position: 'reserve' }))).code).toBe('INPUT_INVALID');
    expect((await give(CAPITAL, said({ reserve: 'legal' }))).code).toBe('INPUT_INVALID');
  });
});
