import 'reflect-metadata';
import type { ImportReport, PackageSummary, PackageView, VersionView } from '@entente/contracts';
import { numberSections, readCanonicalText } from '@entente/document';
import { testDatabase, type TestDatabase } from '@entente/testing';
import { readFile } from 'node:fs/promises';
import { bootServer, type BootedServer } from '../boot-server.js';
import { TestCoalition } from '../test-coalition.js';

const ACT = new URL('../coalition/demo/joint-decision.akn.xml', import.meta.url);
interface Imported {
  readonly package: PackageSummary | null;
  readonly report: ImportReport;
}

describe('import of an Akoma Ntoso act', () => {
  let database: TestDatabase;
  let server: BootedServer;
  let us: TestCoalition;
  let act: Buffer;

  beforeAll(async () => {
    act = await readFile(ACT);
    database = await testDatabase('import');
    server = await bootServer(database, { REQUESTS_PER_MINUTE: '100000' });
    us = new TestCoalition(server.address);
    await us.setUp();
  }, 60_000);

  afterAll(async () => {
    await server.app.close();
    await database.drop();
  });

  async function send(
    who: string,
    bytes: Uint8Array,
    { dryRun = false, type = 'application/akn+xml' } = {},
  ): Promise<{ status: number; body: unknown }> {
    const answer = await fetch(`${us.address}/api/v1/packages/import?dryRun=${String(dryRun)}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await us.tokenOf(who)}`, 'content-type': type },
      body: new Uint8Array(bytes),
    });
    return { status: answer.status, body: await answer.json() };
  }
  const count = async (): Promise<number> =>
    (await us.ask<{ packages: unknown[] }>('chair', 'GET', '/packages')).packages.length;

  it('with a dry run reports and makes nothing', async () => {
    const { status, body } = await send('chair', act, { dryRun: true });
    const { report, package: made } = body as Imported;
    expect([status, made]).toEqual([200, null]);
    expect(report.counts).toMatchObject({ recitals: 14, articles: 17, annexes: 2 });
    expect(await count()).toBe(0);
  });

  it('makes a package whose text keeps structure and ids, and can be frozen', async () => {
    const { body } = await send('chair', act);
    const id = (body as Imported).package?.id ?? '';
    const kinds = (await us.ask<PackageView>('chair', 'GET', `/packages/${id}`)).sections.map(
      ({ kind }) => kind,
    );
    expect(kinds.filter((kind) => kind === 'article')).toHaveLength(17);
    expect(kinds.filter((kind) => kind === 'annex')).toHaveLength(2);
    await us.ask('chair', 'POST', `/packages/${id}/versions`, { revision: 1 });
    const version = await us.ask<VersionView>('AU head', 'GET', `/packages/${id}/versions/1`);
    expect(Object.keys(version.provisions)).toEqual(
      expect.arrayContaining(['recs__rec_14', 'art_9__para_1']),
    );
    const text = readCanonicalText(new TextEncoder().encode(version.canonical));
    if (!text.ok) throw new Error(text.error.code);
    const labels = numberSections(text.value.sections);
    expect(labels.get('art_9__para_1')?.citation).toBe('Article 9(1)');
  });

  it.each([
    ['a truncated file', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2), 'XML_MALFORMED'],
    ['a file that is not XML', () => Buffer.from('PK\u0003\u0004 not at all'), 'XML_MALFORMED'],
    ['an empty file', () => Buffer.alloc(0), 'XML_MALFORMED'],
    ['entities', () => Buffer.from('<!DOCTYPE a [<!ENTITY x "y">]><akomaNtoso>&x;</akomaNtoso>'), 'XML_DTD'],
    [
      'an external reference',
      () => Buffer.from('<!DOCTYPE a SYSTEM "file:///etc/passwd"><akomaNtoso/>'),
      'XML_DTD',
    ],
    ['another kind of document', () => Buffer.from('<html><body/></html>'), 'NOT_AKOMA_NTOSO'],
  ])('refuses %s with its place, and makes nothing', async (_what, change, code) => {
    const before = await count();
    const { status, body } = await send('chair', change(act));
    expect(status).toBe(422);
    expect(body).toMatchObject({
      code: 'IMPORT_REFUSED',
      faults: [
        {
          at: expect.stringMatching(/^line \d+$/) as unknown,
          message: expect.stringContaining(code) as unknown,
        },
      ],
    });
    expect(await count()).toBe(before);
  });

  it('refuses an act of more sections than one socket joins, before anything is made', async () => {
    const before = await count();
    const articles = Array.from(
      { length: 1_000 },
      (_, n) => `<article eId="art_${String(n + 1)}"><p>Words.</p></article>`,
    );
    const { status, body } = await send(
      'chair',
      Buffer.from(
        `<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act><body>${articles.join('')}</body></act></akomaNtoso>`,
      ),
    );
    expect(status).toBe(422);
    expect(body).toMatchObject({
      code: 'IMPORT_REFUSED',
      faults: [{ message: expect.stringContaining('at most 999') as unknown }],
    });
    expect(await count()).toBe(before);
  });

  it('refuses an upload of 50 MB, another media type, and who may not start a package', async () => {
    const large = await send('chair', Buffer.alloc(50_000_000, 0x20));
    expect([large.status, (large.body as { code: string }).code]).toEqual([413, 'BODY_TOO_LARGE']);
    expect((await send('chair', act, { type: 'text/html' })).status).toBe(415);
    expect((await send('AU head', act)).status).toBe(403);
  });
});

describe('the demo coalition', () => {
  let database: TestDatabase;
  let server: BootedServer;

  beforeAll(async () => {
    database = await testDatabase('demo');
    server = await bootServer(database, { REQUESTS_PER_MINUTE: '100000' });
  }, 60_000);

  afterAll(async () => {
    await server.app.close();
    await database.drop();
  });

  it('stands with a package in negotiation, its positions on the words as they are', async () => {
    const us = new TestCoalition(server.address);
    const { accounts } = await us.ask<{ accounts: { email: string; password: string; roles: string[] }[] }>(
      null,
      'POST',
      '/setup/demo',
    );
    const chair = accounts.find(({ roles }) => roles.includes('chair'));
    const { accessToken } = await us.ask<{ accessToken: string }>(null, 'POST', '/session', {
      email: chair?.email,
      password: chair?.password,
    });
    const get = async (path: string): Promise<unknown> => {
      const answer = await fetch(`${server.address}/api/v1${path}`, {
        headers: { authorization: `Bearer ${accessToken}` },
      });
      return answer.json();
    };
    const { packages } = (await get('/packages')) as { packages: PackageSummary[] };
    expect(packages).toMatchObject([
      { number: expect.stringMatching(/^JSP 1\//) as unknown, state: 'drafting' },
    ]);
    const { positions } = (await get(`/packages/${packages[0]?.id ?? ''}/positions`)) as {
      positions: { partner: string; current: boolean }[];
    };
    expect(new Set(positions.map(({ partner }) => partner)).size).toBe(9);
    expect(positions.length).toBeGreaterThan(100);
    expect(positions.every(({ current }) => current)).toBe(true);
  }, 60_000);
});
