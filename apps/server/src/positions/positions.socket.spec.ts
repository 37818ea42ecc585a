import 'reflect-metadata';
import type { Me, Position } from '@entente/contracts';
import type { CanonicalNode } from '@entente/document';
import type { Hash, PackageId } from '@entente/kernel';
import { testDatabase, type TestDatabase } from '@entente/testing';
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

interface Board {
  readonly provisions: Readonly<Record<string, Hash>>;
  readonly positions: readonly Position[];
  readonly upTo: number;
}

describe('positions that are asked for since a number', () => {
  let database: TestDatabase;
  let server: BootedServer;
  let us: TestCoalition;
  let id: PackageId;

  beforeAll(async () => {
    database = await testDatabase('positions_since');
    server = await bootServer(database, { REQUESTS_PER_MINUTE: '100000' });
    us = new TestCoalition(server.address);
    await us.setUp();
    const { person } = await us.ask<Me>('chair', 'GET', '/me');
    const chair = await server.app.get(IdentityService, { strict: false }).actorOf(person);
    if (chair === null) throw new Error('there is no chair');
    ({ id } = await server.app.get(PackagesService, { strict: false }).create(chair, {
      title: 'Measures',
      source: { kind: 'test' },
      text: textOf([{ kind: 'article', tree: ARTICLE }]),
    }));
  }, 60_000);
  afterAll(async () => {
    await server.app.close();
    await database.drop();
  });

  const board = (who: string, since?: number): Promise<Board> =>
    us.ask(who, 'GET', `/packages/${id}/positions${since === undefined ? '' : `?since=${String(since)}`}`);
  const say = async (who: string, provision: string, position: string): Promise<void> => {
    const { provisions } = await board(who);
    const body = { provision, hash: provisions[provision], position, reserve: null, note: '' };
    expect((await us.call(who, 'PUT', `/packages/${id}/positions`, body)).status).toBe(200);
  };
  const said = ({ positions }: Board): readonly string[] =>
    positions.map(({ partner, provision, position }) => `${partner} ${provision} ${position}`);

  it('[R231] are refused to whoever may not read positions, and where the number is none', async () => {
    expect(
      (await us.call('administrator', 'GET', `/packages/${id}/positions?since=1`)).status,
    ).toBeGreaterThanOrEqual(403);
    expect((await us.call(null, 'GET', `/packages/${id}/positions?since=1`)).status).toBe(401);
    for (const since of ['-1', 'last', '1.5']) {
      expect((await us.call('chair', 'GET', `/packages/${id}/positions?since=${since}`)).code).toBe(
        'INPUT_INVALID',
      );
    }
  });

  it('[R231] are those that came after it, with the number of the last; without a number all that stand', async () => {
    expect(await board('observer')).toMatchObject({ positions: [], upTo: 0 });
    await say('AU head', 'para_1', 'support');
    await say('CA head', 'para_1', 'oppose');
    const held = await board('observer');
    expect(said(held)).toEqual(['AU para_1 support', 'CA para_1 oppose']);
    expect(held.upTo).toBe(2);
    await say('AU head', 'para_1', 'can_accept');
    await say('AU head', 'para_1', 'oppose');
    const later = await board('observer', held.upTo);
    // What it said in between stands no more.
    expect(said(later)).toEqual(['AU para_1 oppose']);
    expect(Object.keys(later.provisions)).toEqual(['para_1']);
    expect(later.upTo).toBe(4);
    expect(await board('observer', later.upTo)).toEqual({ provisions: {}, positions: [], upTo: 4 });
    const whole = await board('observer');
    expect(said(whole)).toEqual(['AU para_1 oppose', 'CA para_1 oppose']);
    expect(Object.keys(whole.provisions)).toContain('para_2');
  });
});
