import 'reflect-metadata';
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import path from 'node:path';
import type { Session } from '@entente/contracts';
import { testDatabase, type TestDatabase } from '@entente/testing';
import pg from 'pg';
import { ApiCaller, signedIn, type ApiAnswer } from '../api-caller.js';
import { bootServer, type BootedServer } from '../boot-server.js';
import { SecurityLog, type SecurityEvent } from '../security/index.js';
import { PASSWORD, smallCoalition } from '../small-coalition.js';

const ADA = 'ada@test.example';

describe('sessions', () => {
  let database: TestDatabase;
  let server: BootedServer;
  const caller = (extra: Record<string, string> = {}): ApiCaller => new ApiCaller(server.address, extra);
  const ada = (): Promise<ApiCaller> => signedIn(server.address, ADA, PASSWORD);
  const sql = (text: string, values: unknown[] = []): Promise<unknown[]> =>
    query(database.adminUrl, text, values);

  /** Those of `addresses` that guesses are counted for. */
  const countedOf = async (...addresses: string[]): Promise<readonly string[]> => {
    const keys = addresses.map((address) => createHash('sha256').update(`address\n${address}`).digest('hex'));
    const rows = (await sql('SELECT key FROM sign_in_try WHERE key = ANY ($1)', [keys])) as { key: string }[];
    return addresses.filter((_, at) => rows.some(({ key }) => key === keys[at]));
  };
  const recorded = (event: SecurityEvent): number => server.app.get(SecurityLog).counts.get(event) ?? 0;

  beforeAll(async () => {
    database = await testDatabase('session');
    server = await bootServer(database);
    expect((await caller().call('POST', '/setup', smallCoalition())).status).toBe(204);
  });
  afterAll(async () => {
    await server.app.close();
    await database.drop();
  });
  beforeEach(async () => {
    await sql('DELETE FROM sign_in_try');
  });

  it.each([
    ['GET', '/me'],
    ['DELETE', '/session'],
    ['POST', '/me/password'],
    ['POST', '/session/socket-ticket'],
    ['POST', '/session/annex-token'],
  ])('asks for a sign-in: %s %s', async (method, route) => {
    for (const token of [null, 'rubbish', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.']) {
      const stranger = caller();
      stranger.token = token;
      const answer = await stranger.call(method, route, method === 'POST' ? {} : undefined);
      expect([answer.status, answer.code]).toEqual([401, 'SIGN_IN_REQUIRED']);
    }
  });

  it('signs in with an HttpOnly, SameSite=Strict cookie, and shows who one is', async () => {
    const person = caller();
    const answer = await person.signIn('ADA@test.example', PASSWORD);
    const [cookie = ''] = answer.headers.getSetCookie();
    for (const attribute of ['HttpOnly', 'SameSite=Strict', 'Path=/api/v1/session', 'Max-Age=43200']) {
      expect(cookie).toContain(attribute);
    }
    const { expiresAt, me } = answer.body as Session;
    expect(expiresAt - Date.now()).toBeLessThanOrEqual(600_000);
    expect(me).toMatchObject({ name: 'Ada', email: ADA, delegation: 'AU', delegationKind: 'partner' });
    expect((await person.call('GET', '/me')).body).toEqual(me);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('keeps the signing key to its own user', () => {
    const mode = (name: string): number => statSync(path.join(server.keyDir, name)).mode & 0o777;
    expect(mode('access-key.pem')).toBe(0o600);
    expect(mode('access-public.pem')).toBe(0o644);
  });

  it('answers an unknown account, a wrong password and a suspended account with the same bytes', async () => {
    const answers: ApiAnswer[] = [];
    await sql(`UPDATE person SET active = false WHERE email = 'ben@test.example'`);
    for (const [email, password] of [
      ['nobody@test.example', PASSWORD],
      [ADA, 'not the password'],
      ['ben@test.example', PASSWORD],
    ] as const) {
      answers.push(await caller().signIn(email, password));
    }
    await sql(`UPDATE person SET active = true WHERE email = 'ben@test.example'`);
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  });

  it.each([ADA, 'nobody@test.example'])(
    'slows guessing at %s, exponentially, and never for ever',
    async (email) => {
      const guesses: ApiAnswer[] = [];
      for (let guess = 0; guess < 7; guess += 1)
        guesses.push(await caller().signIn(email, `guess ${String(guess)}`));
      expect(guesses.map(({ code }) => code)).toEqual([
        ...Array<string>(6).fill('CREDENTIALS_WRONG'),
        'TOO_MANY_TRIES',
      ]);
      const wait = Number(guesses.at(-1)?.headers.get('retry-after'));
      expect(wait).toBeGreaterThanOrEqual(1);
      await sql('UPDATE sign_in_try SET failures = failures + 30, next_at = clock_timestamp()');
      expect((await caller().signIn(email, 'another guess')).code).toBe('CREDENTIALS_WRONG');
      const slowed = await caller().signIn(email, PASSWORD);
      expect(slowed.code).toBe('TOO_MANY_TRIES');
      expect(Number(slowed.headers.get('retry-after'))).toBeLessThanOrEqual(900);
      await sql('UPDATE sign_in_try SET next_at = clock_timestamp()');
      if (email === ADA) expect((await caller().signIn(ADA, PASSWORD)).status).toBe(200);
    },
  );

  it('[S155] does not believe an address that the caller writes itself, and slowing is a security event', async () => {
    const codes: (string | undefined)[] = [];
    for (let guess = 0; guess < 7; guess += 1) {
      const liar = caller({ 'x-forwarded-for': `203.0.113.${String(guess)}` });
      codes.push((await liar.signIn(ADA, `guess ${String(guess)}`)).code);
    }
    expect(codes.at(-1)).toBe('TOO_MANY_TRIES');
    expect(await countedOf('203.0.113.0', '203.0.113.6', '127.0.0.1')).toEqual(['127.0.0.1']);
    expect(recorded('sign-in-slowed')).toBeGreaterThan(0);
  });

  it('[S155] behind a proxy that is trusted, believes what that proxy added, and nothing that the caller wrote before it', async () => {
    const behind = await bootServer(database, { TRUST_PROXY: 'true' });
    try {
      const guess = async (forwarded: string): Promise<string | undefined> =>
        (await new ApiCaller(behind.address, { 'x-forwarded-for': forwarded }).signIn(ADA, 'a guess')).code;
      for (const lie of ['203.0.113.1', '203.0.113.2', '203.0.113.3']) {
        expect(await guess(`${lie}, 198.51.100.7`)).toBe('CREDENTIALS_WRONG');
      }
      expect(await guess('198.51.100.8')).toBe('CREDENTIALS_WRONG');
      const all = ['127.0.0.1', '203.0.113.1', '203.0.113.3', '198.51.100.7', '198.51.100.8'];
      expect(await countedOf(...all)).toEqual(['198.51.100.7', '198.51.100.8']);
    } finally {
      await behind.app.close();
    }
  });

  it('lets many guesses at once through no faster than one after the other', async () => {
    const guesses = await Promise.all(
      Array.from({ length: 12 }, (_, guess) => caller().signIn(ADA, `guess ${String(guess)}`)),
    );
    const looked = guesses.filter(({ code }) => code === 'CREDENTIALS_WRONG');
    expect(looked.length).toBeLessThanOrEqual(6);
  });

  it('keeps no token and no address in the database', async () => {
    const person = await ada();
    const token = person.cookie?.split('=')[1] ?? '';
    const hash = createHash('sha256').update(token).digest();
    expect(await sql('SELECT count(*)::int AS n FROM refresh_token WHERE hash = $1', [hash])).toEqual([
      { n: 1 },
    ]);
    const dump = JSON.stringify([
      await sql('SELECT * FROM refresh_token'),
      await sql('SELECT * FROM sign_in_try'),
    ]);
    expect(dump).not.toContain(token);
    expect(dump).not.toContain('127.0.0.1');
    expect(dump).not.toContain(ADA);
  });

  it('rotates the refresh token', async () => {
    const person = await ada();
    const first = person.cookie;
    expect((await person.refresh()).status).toBe(200);
    expect(person.cookie).not.toBe(first);
    expect((await person.call('GET', '/me')).status).toBe(200);
  });

  it('gives two tabs that refresh together the same next token', async () => {
    const one = await ada();
    const other = caller();
    other.cookie = one.cookie;
    const answers = await Promise.all([one.refresh(), other.refresh()]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(one.cookie).toBe(other.cookie);
    expect((await other.refresh()).status).toBe(200);
  });

  it('ends the family when a token comes back after its grace time', async () => {
    const person = await ada();
    const thief = caller();
    thief.cookie = person.cookie;
    await person.refresh();
    await sql(
      `UPDATE refresh_token SET rotated_at = rotated_at - interval '11 seconds' WHERE rotated_at IS NOT NULL`,
    );
    expect((await thief.refresh()).code).toBe('SESSION_ENDED');
    expect((await person.refresh()).code).toBe('SESSION_ENDED');
    expect((await person.call('GET', '/me')).code).toBe('SESSION_ENDED');
  });

  it('[S155] ends the family when a token of two turns ago comes back, as a security event', async () => {
    const before = recorded('token-reused');
    const person = await ada();
    const old = person.cookie;
    await person.refresh();
    await sql(
      `UPDATE refresh_token SET rotated_at = rotated_at - interval '11 seconds' WHERE rotated_at IS NOT NULL`,
    );
    await person.refresh();
    const thief = caller();
    thief.cookie = old;
    expect((await thief.refresh()).code).toBe('SESSION_ENDED');
    expect((await person.refresh()).code).toBe('SESSION_ENDED');
    expect(recorded('token-reused')).toBe(before + 1);
  });

  it('refuses a refresh without a cookie, with a made-up one, and after the session ran out', async () => {
    expect((await caller().refresh()).code).toBe('SIGN_IN_REQUIRED');
    const made = caller();
    made.cookie = `entente-refresh=${'A'.repeat(43)}`;
    expect((await made.refresh()).code).toBe('SESSION_ENDED');
    const person = await ada();
    await sql(`UPDATE session SET expires_at = clock_timestamp() - interval '1 second'`);
    expect((await person.refresh()).code).toBe('SESSION_ENDED');
    expect((await person.call('GET', '/me')).code).toBe('SESSION_ENDED');
  });

  it.each([
    ['another origin', { origin: 'http://evil.example' }],
    ['no origin of its own', { origin: 'null' }],
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['another port of this host', { 'sec-fetch-site': 'same-site' }],
  ])('refuses what a page of %s makes a browser send', async (_, headers) => {
    const person = await ada();
    const forged = caller(headers);
    forged.cookie = person.cookie;
    forged.token = person.token;
    expect((await forged.refresh()).code).toBe('ORIGIN_REFUSED');
    expect((await forged.call('DELETE', '/session')).code).toBe('ORIGIN_REFUSED');
    expect((await forged.signIn(ADA, PASSWORD)).code).toBe('ORIGIN_REFUSED');
    expect((await person.refresh()).status).toBe(200);
  });

  it('ends with a sign-out, the access token included', async () => {
    const person = await ada();
    expect((await person.call('DELETE', '/session')).status).toBe(204);
    expect((await person.call('GET', '/me')).code).toBe('SESSION_ENDED');
  });

  it('ends all other sessions when the password changes', async () => {
    const [here, elsewhere] = [await ada(), await ada()];
    const next = 'another long secret';
    const change = (body: unknown): Promise<ApiAnswer> => here.call('POST', '/me/password', body);
    expect((await change({ current: 'wrong', next })).code).toBe('CREDENTIALS_WRONG');
    expect((await change({ current: PASSWORD, next: 'password1234' })).code).toBe('PASSWORD_WEAK');
    expect((await change({ current: PASSWORD, next })).status).toBe(204);
    expect((await here.call('GET', '/me')).status).toBe(200);
    expect((await elsewhere.call('GET', '/me')).code).toBe('SESSION_ENDED');
    expect((await caller().signIn(ADA, PASSWORD)).code).toBe('CREDENTIALS_WRONG');
    expect((await here.call('POST', '/me/password', { current: next, next: PASSWORD })).status).toBe(204);
  });

  it('slows whoever guesses the password of a session that is open, whatever they send', async () => {
    const person = await ada();
    const guesses: ApiAnswer[] = [];
    for (let guess = 0; guess < 7; guess += 1) {
      const current = `guess ${String(guess)}`;
      guesses.push(await person.call('POST', '/me/password', { current, next: 'another long secret' }));
    }
    expect(guesses.map(({ code }) => code)).toEqual([
      ...Array<string>(6).fill('CREDENTIALS_WRONG'),
      'TOO_MANY_TRIES',
    ]);
    const known = { current: PASSWORD, next: 'another long secret' };
    expect((await person.call('POST', '/me/password', known)).code).toBe('TOO_MANY_TRIES');
    expect((await caller().signIn(ADA, PASSWORD)).code).toBe('TOO_MANY_TRIES');
  });

  it('gives the annex store a token of one minute that says who and for which seat', async () => {
    const person = await ada();
    const { token, address } = (await person.call('POST', '/session/annex-token')).body as {
      token: string;
      address: string;
    };
    expect(address).toBe('http://127.0.0.1:9');
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<
      string,
      unknown
    >;
    expect(claims).toMatchObject({
      iss: 'entente',
      aud: 'annex',
      name: 'Ada',
      delegation: 'AU',
      kind: 'partner',
    });
    expect(Number(claims['exp']) - Number(claims['iat'])).toBeLessThanOrEqual(60);
    // It opens nothing here.
    person.token = token;
    expect((await person.call('GET', '/me')).code).toBe('SIGN_IN_REQUIRED');
  });
});

async function query(url: string, text: string, values: unknown[]): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text, values)).rows as unknown[];
  } finally {
    await client.end();
  }
}
