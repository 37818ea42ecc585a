/**
 * Fake timers are of an environment alone: the one that several suites share has real ones.
 *
 * @jest-environment node
 */
import 'reflect-metadata';
import { randomUUID, type KeyObject } from 'node:crypto';
import { POWERS, type DelegationKind, type Role } from '@entente/access';
import { fromHex } from '@entente/canonical';
import type { Annex } from '@entente/contracts/annex';
import { schemaDifferences, testDatabase, type TestDatabase } from '@entente/testing';
import { jest } from '@jest/globals';
import { SignJWT } from 'jose';
import pg from 'pg';
import { databaseParts } from './annex-parts.js';
import { bootAnnexStore, type BootedStore } from './boot-annex-store.js';
import { commitmentOf } from './commitment.js';

const PACKAGE = randomUUID();
const BYTES = new TextEncoder().encode('<b>evidence</b> that five of nine may read');
const SEATS: Readonly<Record<string, readonly [DelegationKind, Role]>> = {
  AU: ['partner', 'delegate'],
  JP: ['partner', 'head_of_delegation'],
  NO: ['partner', 'ministry_signatory'],
  PRES: ['chair', 'chair'],
  SEC: ['secretariat', 'secretariat'],
  OBS: ['observer', 'observer'],
  ADM: ['administration', 'administrator'],
};

describe('the annex store', () => {
  let database: TestDatabase;
  let store: BootedStore;
  let annex: Annex;

  beforeAll(async () => {
    database = await testDatabase('annex');
    store = await bootAnnexStore(database);
    const answer = await deposit('AU', { releasableTo: ['JP', 'AU', 'JP'] });
    expect(answer.status).toBe(200);
    annex = (await answer.json()) as Annex;
  });
  afterAll(async () => {
    await store.app.close();
    await database.drop();
  });

  const sql = (text: string, url = database.adminUrl): Promise<Record<string, unknown>[]> => query(url, text);
  async function ask(
    who: string | null,
    method: string,
    path: string,
    init: { json?: unknown; raw?: Uint8Array<ArrayBuffer>; headers?: Record<string, string> } = {},
  ): Promise<Response> {
    const token = who === null ? null : await tokenOf(store.signingKey, who);
    return fetch(`${store.address}/annex/v1${path}`, {
      method,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(init.json === undefined ? {} : { 'content-type': 'application/json' }),
        ...init.headers,
      },
      ...(init.json === undefined ? {} : { body: JSON.stringify(init.json) }),
      ...(init.raw === undefined ? {} : { body: init.raw }),
    });
  }
  function deposit(
    who: string | null,
    change: object = {},
    bytes = new Uint8Array(BYTES),
  ): Promise<Response> {
    const about = {
      package: PACKAGE,
      title: 'Forensic report of “Slack Water”',
      marking: 'TLP:RED',
      releasableTo: [],
      mediaType: 'application/pdf',
      ...change,
    };
    const headers = {
      'content-type': 'application/octet-stream',
      'entente-annex': encodeURIComponent(JSON.stringify(about)),
    };
    return ask(who, 'POST', '/annexes', { raw: bytes, headers });
  }
  const open = (who: string, id = annex.id as string): Promise<Response> =>
    ask(who, 'POST', `/annexes/${id}/openings`, { json: { purpose: 'Preparing the working party' } });

  describe('who must not', () => {
    const routes: readonly (readonly [string, (id: string) => string, unknown])[] = [
      ['GET', (id) => `/annexes/${id}`, undefined],
      ['POST', (id) => `/annexes/${id}/openings`, { purpose: 'Curiosity' }],
      ['GET', (id) => `/annexes/${id}/openings`, undefined],
      ['PUT', (id) => `/annexes/${id}/release`, { releasableTo: ['NO'] }],
    ];

    it.each(routes)('%s %p asks for a token', async (method, path, json) => {
      const answer = await ask(null, method, path(annex.id), { json });
      expect(answer.status).toBe(401);
    });

    it('finds nothing: whoever is not on the list, whoever runs the platform included', async () => {
      for (const who of ['NO', 'PRES', 'SEC', 'OBS', 'ADM']) {
        for (const [method, path, json] of routes) {
          const hidden = await ask(who, method, path(annex.id), { json });
          const unknown = await ask(who, method, path(randomUUID()), { json });
          expect([who, method, hidden.status]).toEqual([who, method, 404]);
          expect(await hidden.text()).toBe(await unknown.text());
          expect([...hidden.headers.keys()]).toEqual([...unknown.headers.keys()]);
        }
        const list = await ask(who, 'GET', `/annexes?package=${PACKAGE}`);
        const listed = who === 'ADM' ? 403 : 200;
        expect(list.status).toBe(listed);
        if (listed === 200) expect(await list.json()).toEqual({ annexes: [] });
      }
      expect(await sql('SELECT * FROM annex_opening')).toEqual([]);
    });

    it('takes the same steps for what is hidden and what is not there', async () => {
      const steps = async (id: string): Promise<string[]> => {
        const before = await statements();
        await open('NO', id);
        const after = await statements();
        return [...after].flatMap(([text, calls]) => {
          const more = calls - (before.get(text) ?? 0);
          return more > 0 ? [`${String(more)} × ${text}`] : [];
        });
      };
      const statements = (): Promise<Map<string, number>> => Promise.resolve(new Map(seen));
      const seen = new Map<string, number>();
      const original = pg.Client.prototype.query;
      const count = (text: unknown): void => {
        const key = typeof text === 'string' ? text : String((text as { text?: string }).text);
        seen.set(key, (seen.get(key) ?? 0) + 1);
      };
      pg.Client.prototype.query = function counted(this: pg.Client, ...args: unknown[]): unknown {
        count(args[0]);
        return Reflect.apply(original, this, args) as unknown;
      } as typeof original;
      try {
        const [hidden, unknown] = [await steps(annex.id), await steps(randomUUID())];
        expect(hidden.length).toBeGreaterThan(0);
        expect(hidden).toEqual(unknown);
      } finally {
        pg.Client.prototype.query = original;
      }
    });

    it('does not take a reader for the owner', async () => {
      const register = await ask('JP', 'GET', `/annexes/${annex.id}/openings`);
      expect([register.status, await codeOf(register)]).toEqual([403, 'NOT_OWNER']);
      const release = await ask('JP', 'PUT', `/annexes/${annex.id}/release`, {
        json: { releasableTo: ['NO'] },
      });
      expect([release.status, await codeOf(release)]).toEqual([403, 'NOT_OWNER']);
    });

    it.each(['PRES', 'SEC', 'OBS', 'ADM'])('%s deposits nothing', async (who) => {
      expect((await deposit(who)).status).toBe(403);
    });

    it.each([
      ['another audience', { aud: 'entente' }],
      ['another issuer', { iss: 'someone' }],
      ['an hour ago', { exp: Math.floor(Date.now() / 1000) - 3600 }],
      ['a role that there is not', { roles: ['owner'] }],
    ])('a token for %s opens nothing', async (_, claims) => {
      const token = await tokenOf(store.signingKey, 'JP', claims);
      const answer = await ask(null, 'GET', `/annexes/${annex.id}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      expect(answer.status).toBe(401);
    });
  });

  it('shows an annex to its owner with the list, and to a reader without it', async () => {
    expect(annex).toMatchObject({
      owner: 'AU',
      releasableTo: ['JP'],
      size: BYTES.length,
      marking: 'TLP:RED',
    });
    expect(await (await ask('AU', 'GET', `/annexes/${annex.id}`)).json()).toEqual(annex);
    const seen = (await (await ask('JP', 'GET', `/annexes?package=${PACKAGE}`)).json()) as {
      annexes: Annex[];
    };
    expect(seen.annexes).toEqual([annex]);
    const wider = (await (await deposit('AU', { releasableTo: ['JP', 'NO'] })).json()) as Annex;
    expect(wider.releasableTo).toEqual(['JP', 'NO']);
    expect(await (await ask('JP', 'GET', `/annexes/${wider.id}`)).json()).toEqual({
      ...wider,
      releasableTo: ['JP'],
    });
  });

  it('registers each opening before the bytes leave, and gives what opens the commitment', async () => {
    const answer = await open('JP');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    expect(answer.headers.get('content-disposition')).toBe('attachment');
    expect(answer.headers.get('entente-media-type')).toBe('application/pdf');
    expect(answer.headers.get('entente-opening')).toBe('1');
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect(bytes).toEqual(BYTES);
    const salt = fromHex(answer.headers.get('entente-salt') ?? '') ?? new Uint8Array();
    expect(commitmentOf(annex.id, salt, bytes)).toBe(annex.commitment);
    const register = await ask('AU', 'GET', `/annexes/${annex.id}/openings`);
    expect(await register.json()).toEqual({
      openings: [
        {
          person: personOf('JP'),
          name: 'Someone of JP',
          delegation: 'JP',
          purpose: 'Preparing the working party',
          at: expect.any(Number) as number,
          sequence: 1,
        },
      ],
    });
  });

  it('gives no bytes where the opening cannot be registered', async () => {
    await sql('REVOKE INSERT ON annex_opening FROM PUBLIC');
    await sql(`REVOKE INSERT ON annex_opening FROM ${database.name}_app`);
    const answer = await open('JP');
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('evidence');
    await sql(`GRANT INSERT ON annex_opening TO ${database.name}_app`);
  });

  it('lets nobody date an opening or a release: the clock of the process counts for nothing', async () => {
    const DAY = 86_400_000;
    const before = Date.now();
    const doNotFake = ['nextTick', 'setImmediate', 'setInterval', 'setTimeout'] as const;
    jest.useFakeTimers({ now: before - DAY, doNotFake: [...doNotFake, 'performance', 'queueMicrotask'] });
    let fresh: Annex;
    try {
      fresh = (await (await deposit('AU', { releasableTo: ['JP'] })).json()) as Annex;
      expect((await open('JP', fresh.id)).status).toBe(200);
    } finally {
      jest.useRealTimers();
    }
    const [row] = await sql(
      `SELECT (SELECT at FROM annex_opening WHERE annex = id) AS opened,
         (SELECT at FROM annex_release WHERE annex = id) AS released FROM annex WHERE id = '${fresh.id}'`,
    );
    for (const at of [row?.['opened'], row?.['released'], fresh.createdAt]) {
      expect(Number(at)).toBeGreaterThan(before - 60_000);
    }
  });

  it('numbers openings without a gap, however many come at once', async () => {
    const fresh = (await (await deposit('AU', { releasableTo: ['JP'] })).json()) as Annex;
    const answers = await Promise.all(Array.from({ length: 8 }, () => open('JP', fresh.id)));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    const { openings } = (await (await ask('AU', 'GET', `/annexes/${fresh.id}/openings`)).json()) as {
      openings: { sequence: number }[];
    };
    expect(openings.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('is gone for whom a release is taken away, like any other, and keeps who released what', async () => {
    const fresh = (await (await deposit('AU', { releasableTo: ['JP'] })).json()) as Annex;
    expect((await open('JP', fresh.id)).status).toBe(200);
    await ask('AU', 'PUT', `/annexes/${fresh.id}/release`, { json: { releasableTo: ['NO'] } });
    const [gone, unknown] = [await open('JP', fresh.id), await open('JP', randomUUID())];
    expect(gone.status).toBe(404);
    expect(await gone.text()).toBe(await unknown.text());
    expect((await open('NO', fresh.id)).status).toBe(200);
    expect(
      await sql(
        `SELECT sequence, releasable_to, name FROM annex_release WHERE annex = '${fresh.id}' ORDER BY 1`,
      ),
    ).toEqual([
      { sequence: 1, releasable_to: ['JP'], name: 'Someone of AU' },
      { sequence: 2, releasable_to: ['NO'], name: 'Someone of AU' },
    ]);
  });

  it.each([
    "UPDATE annex_opening SET purpose = ''",
    'DELETE FROM annex_opening',
    'TRUNCATE annex_release',
    "UPDATE annex_content SET bytes = ''",
    'DELETE FROM annex_content',
  ])('refuses the application and the owner of the tables: %s', async (statement) => {
    for (const url of [database.appUrl, database.ownerUrl]) {
      await expect(sql(statement, url)).rejects.toMatchObject({ code: '42501' });
    }
  });

  it('lets the application change nothing of an annex but its release list', async () => {
    await expect(sql(`UPDATE annex SET owner = 'NO'`, database.appUrl)).rejects.toMatchObject({
      code: '42501',
    });
    await expect(sql('DELETE FROM annex', database.appUrl)).rejects.toMatchObject({ code: '42501' });
  });

  it.each([
    ['no metadata', { headers: {} }, 400],
    ['metadata that are no JSON', { headers: { 'entente-annex': '%7Bx' } }, 400],
    ['metadata that are not URI-encoded', { headers: { 'entente-annex': '%E0%A4%A' } }, 400],
    ['another media type', { headers: { 'content-type': 'text/html' } }, 415],
  ])('refuses a deposit with %s', async (_, { headers }, status) => {
    const answer = await ask('AU', 'POST', '/annexes', {
      raw: new Uint8Array(BYTES),
      headers: { 'content-type': 'application/octet-stream', ...headers },
    });
    expect(answer.status).toBe(status);
  });

  it.each([
    ['an unknown field', { owner: 'JP' }, 400],
    ['an unknown marking', { marking: 'SECRET' }, 400],
    ['no title', { title: '' }, 400],
  ])('refuses a deposit with %s', async (_, change, status) => {
    expect((await deposit('AU', change)).status).toBe(status);
  });

  it('takes 10 MiB and not a byte more, and nothing empty', async () => {
    const full = await deposit('AU', {}, new Uint8Array(10_485_760).fill(1));
    expect([full.status, ((await full.json()) as Annex).size]).toEqual([200, 10_485_760]);
    expect((await deposit('AU', {}, new Uint8Array(10_485_761))).status).toBe(413);
    expect((await deposit('AU', {}, new Uint8Array(0))).status).toBe(400);
  });

  it('lets only the web application’s pages call it from a browser', async () => {
    const preflight = (origin: string): Promise<Response> =>
      ask(null, 'OPTIONS', '/annexes', { headers: { origin, 'access-control-request-method': 'POST' } });
    const ours = await preflight('http://localhost:3000');
    expect([ours.status, ours.headers.get('access-control-allow-origin')]).toEqual([
      204,
      'http://localhost:3000',
    ]);
    expect(ours.headers.has('access-control-allow-credentials')).toBe(false);
    for (const origin of ['http://evil.example', 'http://localhost:3001', 'null']) {
      expect((await preflight(origin)).headers.has('access-control-allow-origin')).toBe(false);
    }
  });

  it('has the tables that its entities describe', async () => {
    expect(await schemaDifferences('annex_schema', databaseParts)).toEqual([]);
  });
});

function personOf(who: string): string {
  return `00000000-0000-4000-8000-${Buffer.from(who.padEnd(6, '-')).toString('hex')}`;
}

function tokenOf(key: KeyObject, who: string, change: Record<string, unknown> = {}): Promise<string> {
  const [kind, role] = SEATS[who] ?? ['partner', 'delegate'];
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: 'entente',
    aud: 'annex',
    sub: personOf(who),
    exp: now + 60,
    name: `Someone of ${who}`,
    delegation: who,
    kind,
    roles: [role],
    mandates: POWERS.map((power) => ({ id: randomUUID(), power, from: 0, to: null })),
    ...change,
  };
  return new SignJWT(claims).setProtectedHeader({ alg: 'EdDSA', typ: 'JWT' }).sign(key);
}

async function codeOf(answer: Response): Promise<unknown> {
  return ((await answer.json()) as { code: unknown }).code;
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}
