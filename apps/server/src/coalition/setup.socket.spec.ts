import 'reflect-metadata';
import type { Setup } from '@entente/contracts';
import { testDatabase, type TestDatabase } from '@entente/testing';
import { ApiCaller, signedIn, type ApiAnswer } from '../api-caller.js';
import { bootServer, type BootedServer } from '../boot-server.js';
import { PASSWORD, smallCoalition } from '../small-coalition.js';

describe('the first run', () => {
  let database: TestDatabase;
  let server: BootedServer;
  const setup = (body: unknown): Promise<ApiAnswer> =>
    new ApiCaller(server.address).call('POST', '/setup', body);
  const state = async (): Promise<unknown> =>
    (await new ApiCaller(server.address).call('GET', '/setup')).body;
  const changed = (change: (setup: Setup) => void): Setup => {
    const copy = structuredClone(smallCoalition());
    change(copy);
    return copy;
  };

  beforeAll(async () => {
    database = await testDatabase('setup');
    server = await bootServer(database);
  });
  afterAll(async () => {
    await server.app.close();
    await database.drop();
  });

  it.each<[string, string, (setup: Setup) => void]>([
    ['a weak password', 'PASSWORD_WEAK', (s) => (s.administrator.password = 'password1234')],
    ['two people with one address', 'ALREADY_EXISTS', (s) => (s.administrator.email = 'ada@test.example')],
    ['a partner twice', 'ALREADY_EXISTS', (s) => s.partners.push(...s.partners)],
    [
      'a partner with the code of a neutral seat',
      'INPUT_INVALID',
      (s) => ((s.partners[0] as { code: string }).code = 'SEC'),
    ],
    [
      'a person of no delegation',
      'INPUT_INVALID',
      (s) => ((s.people[0] as { delegation: string }).delegation = 'XX'),
    ],
    ['a delegate who chairs too', 'SEPARATION_OF_DUTIES', (s) => s.people[0]?.roles.push('chair')],
    [
      'a chair who binds a partner',
      'SEPARATION_OF_DUTIES',
      (s) => s.people[3]?.roles.push('head_of_delegation'),
    ],
  ])('refuses %s, and leaves the store empty', async (_, code, change) => {
    expect((await setup(changed(change))).code).toBe(code);
    expect(await state()).toEqual({ state: 'empty', coalition: null });
  });

  it.each<[string, Record<string, string>]>([
    ['of another origin', { origin: 'http://evil.example' }],
    ['of no origin', { origin: 'null' }],
    ['of another port of this host', { origin: 'http://localhost:1' }],
    ['of another site', { 'sec-fetch-site': 'cross-site' }],
  ])('is not done by a page %s in somebody’s browser, nor is the demo loaded', async (_, headers) => {
    const page = new ApiCaller(server.address, headers);
    expect((await page.call('POST', '/setup/demo')).code).toBe('ORIGIN_REFUSED');
    expect((await page.call('POST', '/setup', smallCoalition())).code).toBe('ORIGIN_REFUSED');
    expect(await state()).toEqual({ state: 'empty', coalition: null });
  });

  it('says which role does not fit which seat', async () => {
    const answer = await setup(changed((s) => s.people[0]?.roles.push('chair')));
    expect((answer.body as { detail: string }).detail).toBe(
      'Australia cannot have a person with the role “chair”: its roles are delegate, head of delegation, ministry signatory.',
    );
  });

  it('works once: of three at the same time one stands, the others get 409', async () => {
    const answers = await Promise.all([
      setup(smallCoalition()),
      setup(smallCoalition()),
      setup(smallCoalition()),
    ]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 409, 409]);
    expect(answers.flatMap(({ code }) => code ?? [])).toEqual(['ALREADY_SET_UP', 'ALREADY_SET_UP']);
    expect(await state()).toEqual({ state: 'ready', coalition: smallCoalition().coalition });
    expect((await setup(smallCoalition())).code).toBe('ALREADY_SET_UP');
    const demo = await new ApiCaller(server.address).call('POST', '/setup/demo');
    expect(demo.code).toBe('ALREADY_SET_UP');
  });

  it('has the neutral seats after the partners, in protocol order', async () => {
    const ada = await signedIn(server.address, 'ada@test.example', PASSWORD);
    const { delegations } = (await ada.call('GET', '/coalition')).body as {
      delegations: { code: string; kind: string; weight: number }[];
    };
    expect(delegations.map(({ code, kind, weight }) => [code, kind, weight])).toEqual([
      ['AU', 'partner', 27],
      ['JP', 'partner', 123],
      ['PRES', 'chair', 0],
      ['SEC', 'secretariat', 0],
      ['OBS', 'observer', 0],
      ['ADM', 'administration', 0],
    ]);
  });
});
