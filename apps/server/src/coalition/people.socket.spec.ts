import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import type { Mandate, Person } from '@entente/contracts';
import { testDatabase, type TestDatabase } from '@entente/testing';
import { DataSource } from 'typeorm';
import { ApiCaller, signedIn, type ApiAnswer } from '../api-caller.js';
import { bootServer, type BootedServer } from '../boot-server.js';
import { PASSWORD, smallCoalition } from '../small-coalition.js';

const NEW_PERSON = {
  name: 'Carl',
  email: 'carl@test.example',
  password: PASSWORD,
  delegation: 'AU',
  roles: ['delegate'],
};
const someone = randomUUID();
const ADMINISTRATION: readonly (readonly [method: string, path: string, body: unknown])[] = [
  ['POST', '/partners', { code: 'NZ', name: 'New Zealand', order: 3, weight: 5 }],
  ['PATCH', '/partners/AU', { name: 'Terra Australis' }],
  ['POST', '/people', NEW_PERSON],
  ['PATCH', `/people/${someone}`, { active: false }],
  ['POST', '/mandates', { person: someone, powers: ['speak'], from: 0, to: null, accreditedBy: 'Capital' }],
  ['POST', `/mandates/${someone}/revoke`, undefined],
];

describe('people, partners and mandates', () => {
  let database: TestDatabase;
  let server: BootedServer;
  const callers = new Map<string, ApiCaller>();
  const as = (mailbox: string): ApiCaller => {
    const caller = callers.get(mailbox);
    if (caller === undefined) throw new Error(`${mailbox} is not signed in`);
    return caller;
  };
  const register = async (mailbox = 'admin'): Promise<{ people: Person[]; mandates: Mandate[] }> =>
    (await as(mailbox).call('GET', '/people')).body as { people: Person[]; mandates: Mandate[] };
  const personOf = async (name: string): Promise<Person> => {
    const found = (await register()).people.find((person) => person.name === name);
    if (found === undefined) throw new Error(`no ${name}`);
    return found;
  };
  const change = async (name: string, body: unknown): Promise<ApiAnswer> =>
    as('admin').call('PATCH', `/people/${(await personOf(name)).id}`, body);

  beforeAll(async () => {
    database = await testDatabase('people');
    server = await bootServer(database);
    await new ApiCaller(server.address).call('POST', '/setup', smallCoalition());
    for (const mailbox of ['admin', 'ada', 'ben', 'hana', 'pia', 'sam', 'olga']) {
      callers.set(mailbox, await signedIn(server.address, `${mailbox}@test.example`, PASSWORD));
    }
  });
  afterAll(async () => {
    await server.app.close();
    await database.drop();
  });

  describe.each(ADMINISTRATION)('%s %s', (method, path, body) => {
    it('is refused to a stranger', async () => {
      const answer = await new ApiCaller(server.address).call(method, path, body);
      expect([answer.status, answer.code]).toEqual([401, 'SIGN_IN_REQUIRED']);
    });

    it.each(['ada', 'ben', 'hana', 'pia', 'sam', 'olga'])('is refused to %s', async (mailbox) => {
      const answer = await as(mailbox).call(method, path, body);
      expect([answer.status, answer.code]).toEqual([403, 'FORBIDDEN']);
    });
  });

  it('shows everyone their own delegation, and all to the secretariat and the administrator', async () => {
    const names = async (mailbox: string): Promise<string[]> =>
      (await register(mailbox)).people.map(({ name }) => name).toSorted();
    expect(await names('ada')).toEqual(['Ada', 'Ben']);
    expect(await names('hana')).toEqual(['Hana']);
    expect(await names('olga')).toEqual(['Olga']);
    const all = ['Ada', 'Admin', 'Ben', 'Hana', 'Olga', 'Pia', 'Sam'];
    expect(await names('sam')).toEqual(all);
    expect(await names('admin')).toEqual(all);
    const { people, mandates } = await register('hana');
    expect(new Set(mandates.map(({ person }) => person))).toEqual(new Set(people.map(({ id }) => id)));
    expect(JSON.stringify(await register())).not.toContain('argon2');
  });

  it('adds a person who can sign in, once for each address', async () => {
    const added = await as('admin').call('POST', '/people', NEW_PERSON);
    expect(added.body).toEqual({
      id: expect.any(String) as string,
      name: 'Carl',
      email: 'carl@test.example',
      delegation: 'AU',
      roles: ['delegate'],
      active: true,
    });
    expect((await new ApiCaller(server.address).signIn('carl@test.example', PASSWORD)).status).toBe(200);
    expect((await as('admin').call('POST', '/people', NEW_PERSON)).code).toBe('ALREADY_EXISTS');
  });

  it.each([
    [
      'a role that does not fit the seat',
      { email: 'x@test.example', roles: ['chair'] },
      'SEPARATION_OF_DUTIES',
    ],
    ['a delegation that there is not', { email: 'x@test.example', delegation: 'XX' }, 'NOT_FOUND'],
    ['a weak password', { email: 'x@test.example', password: 'qwertyuiop12' }, 'PASSWORD_WEAK'],
    ['an unknown field', { email: 'x@test.example', active: false }, 'INPUT_INVALID'],
    ['a name that turns the line around', { email: 'x@test.example', name: 'a\u202Eb' }, 'INPUT_INVALID'],
  ])('refuses to add %s', async (_, odd, code) => {
    expect((await as('admin').call('POST', '/people', { ...NEW_PERSON, ...odd })).code).toBe(code);
  });

  it('refuses to change a person into a role that does not fit their seat', async () => {
    expect((await change('Sam', { roles: ['secretariat', 'delegate'] })).code).toBe('SEPARATION_OF_DUTIES');
    expect((await personOf('Sam')).roles).toEqual(['secretariat']);
  });

  it('signs a suspended person out everywhere, at once', async () => {
    expect((await change('Hana', { active: false })).status).toBe(200);
    expect((await as('hana').call('GET', '/me')).code).toBe('SESSION_ENDED');
    expect((await new ApiCaller(server.address).signIn('hana@test.example', PASSWORD)).code).toBe(
      'CREDENTIALS_WRONG',
    );
    expect((await change('Hana', { active: true })).status).toBe(200);
    callers.set('hana', await signedIn(server.address, 'hana@test.example', PASSWORD));
  });

  it('keeps the last administrator: not suspended, not without the role, not without the mandate', async () => {
    const admin = await personOf('Admin');
    const mandate = (await register()).mandates.find(
      ({ person, power }) => person === admin.id && power === 'administer',
    );
    expect((await change('Admin', { active: false })).code).toBe('LAST_ADMINISTRATOR');
    const revoked = await as('admin').call('POST', `/mandates/${mandate?.id ?? ''}/revoke`);
    expect([revoked.status, revoked.code]).toEqual([409, 'LAST_ADMINISTRATOR']);
    expect((await as('admin').call('GET', '/me')).status).toBe(200);
  });

  it('revokes a mandate without losing it from the register', async () => {
    const ben = await personOf('Ben');
    const mine = async (): Promise<Mandate[]> =>
      (await register()).mandates.filter(
        ({ person, power }) => person === ben.id && power === 'take_positions',
      );
    const [mandate] = await mine();
    const revoke = (): Promise<ApiAnswer> =>
      as('admin').call('POST', `/mandates/${mandate?.id ?? ''}/revoke`);
    const first = (await revoke()).body as Mandate;
    expect(first.revokedAt).toEqual(expect.any(Number));
    expect(await mine()).toEqual([first]);
    // A second press changes nothing.
    expect((await revoke()).body).toEqual(first);
  });

  it('leaves a mandate revoked, whatever the running process is made to ask of the database', async () => {
    const { id } = await personOf('Ben');
    const application = await new DataSource({ type: 'postgres', url: database.appUrl }).initialize();
    const change = (to: string): Promise<unknown> =>
      application.query(
        `UPDATE mandate SET revoked_at = ${to} WHERE person = $1 AND revoked_at IS NOT NULL`,
        [id],
      );
    for (const to of ['NULL', 'clock_timestamp()', `revoked_at + interval '1 year'`]) {
      await expect(change(to)).rejects.toThrow(/stays revoked/);
    }
    await application.destroy();
  });

  it('accredits for several powers, and refuses a mandate that ends before it begins', async () => {
    const { id: person } = await personOf('Ben');
    const accredit = (to: number | null): Promise<ApiAnswer> =>
      as('admin').call('POST', '/mandates', {
        person,
        powers: ['take_positions', 'break_silence'],
        from: 1_000,
        to,
        accreditedBy: 'Note verbale 12/2026',
      });
    expect((await accredit(1_000)).code).toBe('INPUT_INVALID');
    const { mandates } = (await accredit(null)).body as { mandates: Mandate[] };
    expect(mandates.map(({ power, from, to }) => [power, from, to])).toEqual([
      ['take_positions', 1_000, null],
      ['break_silence', 1_000, null],
    ]);
  });

  it('adds and changes partners, but no neutral seat', async () => {
    const partner = { code: 'NZ', name: 'New Zealand', order: 3, weight: 5 };
    const added = await as('admin').call('POST', '/partners', partner);
    expect(added.body).toEqual({ ...partner, kind: 'partner', active: true });
    expect((await as('admin').call('POST', '/partners', partner)).code).toBe('ALREADY_EXISTS');
    const changed = await as('admin').call('PATCH', '/partners/NZ', { weight: 6, active: false });
    expect(changed.body).toEqual({ ...partner, weight: 6, kind: 'partner', active: false });
    expect((await as('admin').call('PATCH', '/partners/SEC', { weight: 6 })).code).toBe('NOT_FOUND');
  });
});
