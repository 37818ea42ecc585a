import 'reflect-metadata';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { Action } from '@entente/access';
import { instant, type DelegationCode, type MandateId, type PersonId } from '@entente/kernel';
import { testDatabase, type TestDatabase } from '@entente/testing';
import { Controller, Get, Inject, Module, type OnModuleInit } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Request } from 'express';
import { z } from 'zod';
import { Authenticator } from './authenticator.js';
import { createApp } from './create-app.js';
import { databaseModule } from './database.js';
import { ContractController, Implements, Input, Public } from './implements.js';
import { loggingModule } from './logging.js';
import { migrate } from './migrate.js';
import { PlatformModule } from './platform.module.js';
import { Refusal } from './refusal.js';
import type { Authentication, InputOf } from './route-input.js';
import { securityHeaders } from './security-headers.js';
import { SubjectRegistry } from './subject-registry.js';

const MINE = '00000000-0000-4000-8000-000000000001';
const THEIRS = '00000000-0000-4000-8000-000000000002';
const NONE = '00000000-0000-4000-8000-000000000003';
const permission = (action: Action): Action => action;
const greet = {
  method: 'POST',
  path: '/greetings',
  permission: 'public',
  summary: 'Greets.',
  query: z.strictObject({ loud: z.enum(['true']).optional() }),
  body: z.strictObject({ name: z.string().max(20) }),
  answer: z.strictObject({ greeting: z.string() }),
} as const;
const read = {
  method: 'GET',
  path: '/packages/:package',
  permission: permission('package.read'),
  summary: 'Reads.',
  params: z.strictObject({ package: z.uuid() }),
  answer: z.strictObject({ seen: z.string() }),
} as const;
const deposit = {
  method: 'POST',
  path: '/packages/:package/bytes',
  permission: permission('annex.register'),
  summary: 'Keeps bytes.',
  params: z.strictObject({ package: z.uuid() }),
  rawBody: 'application/octet-stream',
  answer: z.strictObject({ bytes: z.int() }),
} as const;
const subjectless = {
  method: 'GET',
  path: '/subjectless',
  permission: permission('package.read'),
  summary: 'About a package that its path does not name.',
} as const;
const fail = { method: 'GET', path: '/failures/:how', permission: 'public', summary: 'Fails.' } as const;

class Tokens extends Authenticator {
  override async authenticate(request: Request): Promise<Authentication> {
    const roles = (request.headers.authorization ?? '').split(' ')[1];
    if (roles === undefined) return Promise.reject(new Refusal('SIGN_IN_REQUIRED'));
    const actor = {
      person: 'p' as PersonId,
      name: 'Ada',
      delegation: 'AU' as DelegationCode,
      delegationKind: 'partner',
      roles: [roles as 'delegate'],
      mandates: [{ id: 'm' as MandateId, power: 'propose', from: instant(0), to: null }],
    } as const;
    return Promise.resolve({ actor, session: 's' });
  }
}

@ContractController()
class Greetings {
  @Implements(greet)
  async greet(@Input() { body, query }: InputOf<typeof greet>): Promise<{ greeting: string }> {
    if (body.name === 'leak') {
      const row = { greeting: 'hello', passwordHash: 'secret' };
      return Promise.resolve(row);
    }
    return Promise.resolve({ greeting: query.loud === undefined ? body.name : body.name.toUpperCase() });
  }

  @Implements(read)
  async read(@Input() { params, actor }: InputOf<typeof read>): Promise<{ seen: string }> {
    return Promise.resolve({ seen: `${params.package} by ${actor.name}` });
  }

  @Implements(deposit)
  async deposit(@Input() { raw }: InputOf<typeof deposit>): Promise<{ bytes: number }> {
    return Promise.resolve({ bytes: raw.length });
  }

  @Implements(subjectless)
  async subjectless(): Promise<void> {
    return Promise.resolve();
  }

  @Implements(fail)
  async fail(@Input() _input: InputOf<typeof fail>): Promise<void> {
    return Promise.reject(Object.assign(new Error('password=hunter2'), { code: '23514' }));
  }
}

@Controller()
class Undeclared {
  @Get('undeclared')
  secret(): string {
    return 'secret';
  }

  @Public()
  @Get('page')
  page(): string {
    return 'page';
  }
}

@Module({
  controllers: [Greetings, Undeclared],
  providers: [{ provide: Authenticator, useClass: Tokens }],
  exports: [Authenticator],
})
class Feature implements OnModuleInit {
  constructor(@Inject(SubjectRegistry) private readonly subjects: SubjectRegistry) {}

  onModuleInit(): void {
    this.subjects.register('package', (id) =>
      Promise.resolve(
        id === NONE ? null : { kind: 'package', parties: [(id === MINE ? 'AU' : 'JP') as DelegationCode] },
      ),
    );
  }
}

describe('a controller that implements routes', () => {
  let database: TestDatabase;
  let app: NestExpressApplication;
  let address: string;
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${address}${path}`, init);
  const post = (body: string, type = 'application/json', path = '/api/v1/greetings'): Promise<Response> =>
    ask(path, { method: 'POST', body, headers: { 'content-type': type } });
  const as = (role: string): RequestInit => ({ headers: { authorization: `Bearer ${role}` } });

  beforeAll(async () => {
    database = await testDatabase('platform');
    const parts = { entities: [], migrations: [] };
    await migrate({ ...database, parts });
    app = await createApp({
      module: {
        module: class Root {},
        imports: [
          loggingModule('silent', 'test'),
          databaseModule(database.appUrl, parts),
          PlatformModule.of({ requestsPerMinute: 200 }),
          { module: Feature, global: true },
        ],
      },
      trustProxy: false,
      middleware: [securityHeaders({ publicAddress: 'http://localhost:1', connectTo: [] })],
    });
    await app.listen(0, '127.0.0.1');
    address = `http://127.0.0.1:${String((app.getHttpServer().address() as AddressInfo).port)}`;
  });
  afterAll(async () => {
    await app.close();
    await database.drop();
  });

  it('refuses a method that declares neither a route nor that it is public', async () => {
    expect((await ask('/undeclared')).status).toBe(404);
    expect((await ask('/undeclared', as('delegate'))).status).toBe(404);
    expect(await (await ask('/page')).text()).toBe('page');
  });

  it('asks for a sign-in before it says anything else', async () => {
    for (const id of [MINE, THEIRS, NONE, 'no-uuid']) {
      const answer = await ask(`/api/v1/packages/${id}`);
      expect([answer.status, await codeOf(answer)]).toEqual([401, 'SIGN_IN_REQUIRED']);
    }
  });

  it('answers alike for what is not there and what one may not know of', async () => {
    const [theirs, none] = [
      await ask(`/api/v1/packages/${THEIRS}`, as('delegate')),
      await ask(`/api/v1/packages/${NONE}`, as('delegate')),
    ];
    expect(theirs.status).toBe(404);
    expect(none.status).toBe(404);
    expect(await theirs.text()).toBe(await none.text());
    const names = ({ headers }: Response): string[] => [...headers.keys()].toSorted();
    expect(names(theirs)).toEqual(names(none));
  });

  it('refuses a role that may never do it, and lets in one that may', async () => {
    expect(await codeOf(await ask(`/api/v1/packages/${MINE}`, as('administrator')))).toBe('NOT_FOUND');
    const answer = await ask(`/api/v1/packages/${MINE}`, as('delegate'));
    expect([answer.status, await answer.json()]).toEqual([200, { seen: `${MINE} by Ada` }]);
  });

  it('denies a permission about a package where no path names one', async () => {
    expect((await ask('/api/v1/subjectless', as('delegate'))).status).toBe(404);
  });

  it.each([
    ['an unknown field', '{"name":"Ada","extra":1}', 'body'],
    ['a wrong type', '{"name":7}', 'body.name'],
    ['no field', '{}', 'body.name'],
    ['a list', '[]', 'body'],
  ])('refuses %s and says where', async (_, body, at) => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    const problem = (await answer.json()) as { code: string; faults: { at: string }[] };
    expect([problem.code, problem.faults.map((fault) => fault.at)]).toEqual(['INPUT_INVALID', [at]]);
  });

  it.each([
    ['broken JSON', '{"name"', 'application/json', 400],
    ['another media type', 'name=Ada', 'application/x-www-form-urlencoded', 415],
    ['a text that a foreign form can send', '{"name":"Ada"}', 'text/plain', 415],
    ['an oversized body', JSON.stringify({ name: 'x'.repeat(300_000) }), 'application/json', 413],
  ])('refuses %s', async (_, body, type, status) => {
    const answer = await post(body, type);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      status,
      'application/problem+json; charset=utf-8',
    ]);
  });

  it('refuses an unknown query parameter, and a compressed body', async () => {
    const ada = '{"name":"Ada"}';
    expect((await post(ada, 'application/json', '/api/v1/greetings?loud=true&x=1')).status).toBe(400);
    const squeezed = await ask('/api/v1/greetings', {
      method: 'POST',
      body: new Uint8Array(gzipSync(ada)),
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    });
    expect(squeezed.status).toBe(415);
    expect(await (await post(ada, 'application/json', '/api/v1/greetings?loud=true')).json()).toEqual({
      greeting: 'ADA',
    });
  });

  it('reads raw bytes only for those who may send them, and no more than allowed', async () => {
    const send = (role: string, size: number, id = MINE): Promise<Response> =>
      ask(`/api/v1/packages/${id}/bytes`, {
        method: 'POST',
        body: new Uint8Array(size),
        headers: { authorization: `Bearer ${role}`, 'content-type': 'application/octet-stream' },
      });
    expect(await (await send('delegate', 5_000)).json()).toEqual({ bytes: 5_000 });
    expect((await send('delegate', 5_000, THEIRS)).status).toBe(404);
    expect((await send('delegate', 10_485_761)).status).toBe(413);
  });

  it('answers a stranger before an upload is read', async () => {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const upload = httpRequest(`${address}/api/v1/packages/${MINE}/bytes`, {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream', 'content-length': '10000000' },
      });
      upload.on('response', (response) => {
        resolve(response);
        upload.destroy();
      });
      upload.on('error', reject);
      // One byte of ten million: whoever waits for the rest never answers.
      upload.write('x');
    });
    expect(answer.statusCode).toBe(401);
  });

  it('lets nothing out that the answer does not name', async () => {
    const answer = await post('{"name":"leak"}');
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('secret');
  });

  it('makes an unknown error a bare 500 with a reference', async () => {
    const answer = await ask('/api/v1/failures/somehow');
    const body = await answer.text();
    expect(answer.status).toBe(500);
    expect(body).not.toContain('hunter2');
    expect(JSON.parse(body)).toEqual({
      type: 'urn:entente:problem:INTERNAL',
      title: 'Something failed here. Nothing was changed.',
      status: 500,
      code: 'INTERNAL',
      remedy: 'Try again; if it stays, tell whoever runs the service the reference.',
      reference: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    });
  });

  it('is ready when its database is, and sends the strict headers', async () => {
    const answer = await ask('/health/ready');
    expect([answer.status, await answer.json()]).toEqual([200, { status: 'ok', parts: { database: 'up' } }]);
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain(`script-src 'self'`);
    expect(policy).toContain(`frame-ancestors 'none'`);
    expect(policy).not.toContain('unsafe');
    expect(answer.headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(answer.headers.has('x-powered-by')).toBe(false);
    expect(answer.headers.has('strict-transport-security')).toBe(false);
  });

  it('slows a flood', async () => {
    const statuses = await Promise.all(Array.from({ length: 220 }, async () => (await ask('/page')).status));
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(0);
    expect(new Set(statuses)).toEqual(new Set([200, 429]));
  });
});

async function codeOf(answer: Response): Promise<unknown> {
  return ((await answer.json()) as { code: unknown }).code;
}
