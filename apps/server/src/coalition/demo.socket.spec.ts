import 'reflect-metadata';
import type { Demo, PackageSummary, PackageView, Position } from '@entente/contracts';
import { testDatabase, type TestDatabase } from '@entente/testing';
import { ApiCaller, signedIn } from '../api-caller.js';
import { bootServer, type BootedServer } from '../boot-server.js';

describe('the demo coalition', () => {
  let database: TestDatabase;
  let server: BootedServer;
  let demo: Demo;

  beforeAll(async () => {
    database = await testDatabase('demo');
    server = await bootServer(database);
    const answer = await new ApiCaller(server.address).call('POST', '/setup/demo');
    expect([answer.status, answer.code]).toEqual([200, undefined]);
    demo = answer.body as Demo;
  });
  afterAll(async () => {
    await server.app.close();
    await database.drop();
  });

  it('has nine partners with three people each, a secretariat, a chair, observers and an administrator', () => {
    const of = (code: string): Demo['accounts'] =>
      demo.accounts.filter(({ delegation }) => delegation === code);
    const partners = ['AU', 'CA', 'CH', 'EU', 'GB', 'JP', 'KR', 'NO', 'US'];
    for (const code of partners) {
      expect(of(code).map(({ roles }) => roles)).toEqual([
        ['head_of_delegation'],
        ['delegate'],
        ['ministry_signatory'],
      ]);
    }
    expect(['PRES', 'SEC', 'OBS', 'ADM'].map((code) => of(code).length)).toEqual([1, 2, 2, 1]);
    expect(demo.accounts.length).toBe(27 + 6);
    expect(new Set(demo.accounts.map(({ email }) => email)).size).toBe(demo.accounts.length);
  });

  it('lets every account in, with the password it prints', async () => {
    for (const { email, password, name } of demo.accounts) {
      const caller = await signedIn(server.address, email, password);
      expect((await caller.call('GET', '/me')).body).toMatchObject({ name, email });
    }
  });

  it('has one package in negotiation, with the whole act and a few positions', async () => {
    const delegate = demo.accounts.find(({ roles }) => roles.includes('delegate'));
    const caller = await signedIn(server.address, delegate?.email ?? '', delegate?.password ?? '');
    const { packages } = (await caller.call('GET', '/packages')).body as { packages: PackageSummary[] };
    expect(packages.map(({ state, revision }) => [state, revision])).toEqual([['drafting', 0]]);
    const path = `/packages/${packages[0]?.id ?? ''}`;
    const view = (await caller.call('GET', path)).body as PackageView;
    const count = (wanted: string): number => view.sections.filter(({ kind }) => kind === wanted).length;
    expect(view.mayWrite).toBe(true);
    expect(count('article')).toBeGreaterThanOrEqual(15);
    expect(count('annex')).toBeGreaterThanOrEqual(2);
    const { positions } = (await caller.call('GET', `${path}/positions`)).body as { positions: Position[] };
    expect(positions.length).toBeGreaterThanOrEqual(3);
    expect(positions.every(({ current }) => current)).toBe(true);
  });

  it('does not show the package to the administrator, who only keeps the accounts', async () => {
    const administrator = demo.accounts.find(({ delegation }) => delegation === 'ADM');
    const caller = await signedIn(server.address, administrator?.email ?? '', administrator?.password ?? '');
    expect((await caller.call('GET', '/packages')).body).toEqual({ packages: [] });
  });

  it('works once', async () => {
    expect((await new ApiCaller(server.address).call('POST', '/setup/demo')).code).toBe('ALREADY_SET_UP');
  });
});
