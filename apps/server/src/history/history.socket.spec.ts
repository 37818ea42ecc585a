import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import type { History, NamedPoint, PackageView, PastText } from '@entente/contracts';
import type { CanonicalNode, Comparison } from '@entente/document';
import type { DocumentId, PackageId } from '@entente/kernel';
import { PackageConnection } from '@entente/sync/client';
import { testDatabase, waitFor, type TestDatabase } from '@entente/testing';
import pg from 'pg';
import { bootServer, type BootedServer } from '../boot-server.js';
import { allRecorded, plain, words } from '../drafting/drafting.kit.js';
import { IdentityService } from '../identity/index.js';
import { textOf } from '../lifecycle/new-text.js';
import { PackagesService } from '../lifecycle/packages.service.js';
import { TestCoalition } from '../test-coalition.js';

const article = (line: string): CanonicalNode => [
  'articleSection',
  {},
  [['paragraph', { id: `p_${randomUUID()}` }, [['p', {}, [['t', line, []]]]]]],
];

/** Written by hand as an outsider sees it: run by run, who wrote it and who took it away. */
type Said = [name: string, text: string, removedBy: string | null][];

describe('history over HTTP', () => {
  let database: TestDatabase;
  let server: BootedServer;
  let us: TestCoalition;
  let admin: pg.Pool;
  let view: PackageView;
  const connections: PackageConnection[] = [];

  beforeAll(async () => {
    database = await testDatabase('history');
    server = await bootServer(database, { REQUESTS_PER_MINUTE: '100000' });
    admin = new pg.Pool({ connectionString: database.adminUrl, max: 1 });
    us = new TestCoalition(server.address);
    await us.setUp();
  }, 60_000);

  afterAll(async () => {
    await server.app.close();
    await admin.end();
    await database.drop();
  });

  beforeEach(async () => {
    const { person } = await us.ask<{ person: never }>('chair', 'GET', '/me');
    const actor = await server.app.get(IdentityService, { strict: false }).actorOf(person);
    if (actor === null) throw new Error('there is no chair');
    const { id } = await server.app.get(PackagesService, { strict: false }).create(actor, {
      title: 'Working title',
      source: { kind: 'test' },
      text: textOf([
        { kind: 'article', tree: article('Funds shall be frozen.') },
        { kind: 'article', tree: article('Entry shall be refused.') },
      ]),
    });
    view = await us.ask('chair', 'GET', `/packages/${id}`);
  });

  afterEach(() => {
    for (const connection of connections.splice(0)) connection.destroy();
  });

  const first = (): DocumentId => view.sections[0]?.document ?? view.structure;
  const second = (): DocumentId => view.sections[1]?.document ?? view.structure;
  const path = (rest = ''): string => `/packages/${view.id}/history${rest}`;
  const history = (who: string, query = ''): Promise<History> => us.ask(who, 'GET', path(query));
  const text = (who: string, query: string): Promise<PastText> => us.ask(who, 'GET', path(`/text?${query}`));
  const plainly = ({ sections }: PastText): string =>
    sections.flatMap(({ blocks }) => blocks.flatMap(({ runs }) => runs.map((run) => run.text))).join('');
  const said = (past: PastText): Said => {
    const name = (hand: number | undefined): string | null =>
      hand === undefined ? null : (past.hands[hand]?.name ?? null);
    return past.sections.flatMap(({ blocks }) =>
      blocks.flatMap(({ runs }) =>
        runs.map((run): Said[number] => [name(run.written.hand) ?? '', run.text, name(run.removed?.hand)]),
      ),
    );
  };

  async function inside(who: string): Promise<PackageConnection> {
    const connection = new PackageConnection({
      url: server.address,
      origin: server.address,
      package: view.id as PackageId,
      getTicket: async () => (await us.ask<{ ticket: string }>(who, 'POST', '/session/socket-ticket')).ticket,
    });
    connections.push(connection);
    connection.connect();
    await connection.ready();
    return connection;
  }

  async function type(
    who: PackageConnection,
    document: DocumentId,
    at: number,
    letters: string,
  ): Promise<void> {
    words(who.document(document).doc).insert(at, letters);
    await allRecorded(who);
  }
  async function strike(
    who: PackageConnection,
    document: DocumentId,
    at: number,
    count: number,
  ): Promise<void> {
    words(who.document(document).doc).delete(at, count);
    await allRecorded(who);
  }

  /** AU adds words, CA strikes some of the first ones: rows 2 and 3 of the first article. */
  async function twoWrite(): Promise<void> {
    const au = await inside('AU head');
    const ca = await inside('CA head');
    await type(au, first(), 5, ' and assets');
    await waitFor('the words at CA', () => plain(ca.document(first()).doc).includes('assets'));
    await strike(ca, first(), 16, 6);
    await waitFor(
      'the stroke at AU',
      () => plain(au.document(first()).doc) === 'Funds and assets be frozen.',
    );
  }

  describe('those who may not', () => {
    it('[S131] a package one has no part in is not there, in no route', async () => {
      const other = randomUUID();
      const point = randomUUID();
      const body = { document: first(), seq: 1, head: 1, nonce: randomUUID() };
      for (const [method, rest, sent] of [
        ['GET', '', undefined],
        ['GET', `/text?document=${first()}&seq=1`, undefined],
        ['GET', `/comparison?document=${first()}&from=0`, undefined],
        ['POST', '/points', { name: 'x', at: null, nonce: point }],
        ['POST', `/points/${point}/hide`, undefined],
        ['POST', '/restore', body],
      ] as const) {
        const unknown = await us.call('administrator', method, `/packages/${other}/history${rest}`, sent);
        const hidden = await us.call('administrator', method, path(rest), sent);
        expect(hidden).toEqual(unknown);
        expect(hidden.code).toBe('NOT_FOUND');
        expect((await us.call(null, method, path(rest), sent)).status).toBe(401);
      }
    });

    it('[S131] a document of another package is not there', async () => {
      const strange = first();
      view = await us.ask('secretary', 'POST', '/packages', { title: 'Another' });
      view = await us.ask('chair', 'GET', `/packages/${view.id}`);
      for (const rest of [
        `/text?document=${strange}&seq=1`,
        `/text?document=${strange}`,
        `/comparison?document=${strange}&from=0&to=1`,
      ]) {
        expect((await us.call('AU head', 'GET', path(rest))).code).toBe('NOT_FOUND');
      }
      const body = { document: strange, seq: 1, head: 1, nonce: randomUUID() };
      expect((await us.call('AU head', 'POST', path('/restore'), body)).code).toBe('NOT_FOUND');
    });

    it('[S133] an observer gets no word that is no longer in the text, by any way of asking', async () => {
      await twoWrite();
      const now = Date.now();
      for (const rest of [
        `/text?document=${first()}&seq=2`,
        `/text?document=${first()}&seq=0`,
        `/text?at=${String(now - 1)}`,
        `/comparison?document=${first()}&from=1`,
        `/comparison?document=${first()}&from=3&to=2`,
        `/comparison?from=0`,
      ]) {
        expect([rest, (await us.call('observer', 'GET', path(rest))).code]).toEqual([rest, 'FORBIDDEN']);
      }
      const present = await us.call('observer', 'GET', path('/text?removed=true'));
      expect(JSON.stringify(present.body)).toContain('and assets');
      expect(JSON.stringify(present.body)).not.toContain('shall be frozen');
      expect(JSON.stringify(present.body).match(/shall/g)).toHaveLength(1);
      const own = await text('observer', `document=${first()}&seq=3&removed=true`);
      expect(plainly(own)).toBe('Funds and assets be frozen.');
      const shown = await history('observer');
      expect(shown.mayReadRemoved).toBe(false);
      expect(JSON.stringify(shown)).not.toContain('assets');
    });

    it('[S133] an observer sees what was tabled, as it was tabled', async () => {
      await twoWrite();
      await us.ask('chair', 'POST', `/packages/${view.id}/versions`, { revision: 1 });
      await us.ask('chair', 'POST', `/packages/${view.id}/resume-drafting`);
      const [au] = connections;
      if (au === undefined) throw new Error('AU is not there');
      await waitFor('an open text', () => au.document(first()).writable);
      await strike(au, first(), 0, 6);
      const { versions } = await history('observer');
      expect(versions).toMatchObject([{ revision: 1 }]);
      const [tabled] = versions;
      expect(tabled?.heads).toContainEqual({ document: first(), seq: 3 });
      const then = await text('observer', `at=${String(tabled?.at)}&removed=true`);
      expect(plainly(then)).toBe('Funds and assets be frozen.Entry shall be refused.');
      expect(plainly(await text('observer', `document=${first()}&seq=3`))).toBe(
        'Funds and assets be frozen.',
      );
      expect(plainly(await text('observer', `document=${first()}`))).toBe('and assets be frozen.');
      expect((await us.call('observer', 'GET', path(`/text?document=${first()}&seq=2`))).code).toBe(
        'FORBIDDEN',
      );
      const since = path(`/comparison?from=${String(tabled?.at)}`);
      expect((await us.ask<Comparison>('observer', 'GET', since)).counts.changed).toBe(1);
    });

    it('[S133] a section that was taken out is gone for an observer, and read by who negotiates', async () => {
      await twoWrite();
      await us.ask('AU head', 'POST', path('/points'), {
        name: 'Both articles',
        at: null,
        nonce: randomUUID(),
      });
      await us.ask('chair', 'DELETE', `/packages/${view.id}/sections/${second()}`);
      for (const rest of [
        `/text?document=${second()}&seq=1`,
        `/comparison?document=${second()}&from=1&to=1`,
      ]) {
        expect([rest, (await us.call('observer', 'GET', path(rest))).code]).toEqual([rest, 'FORBIDDEN']);
      }
      expect((await us.call('observer', 'GET', path(`/text?document=${second()}`))).code).toBe('NOT_FOUND');
      expect((await history('observer')).points).toEqual([]);
      expect(plainly(await text('AU head', `document=${second()}&seq=1`))).toBe('Entry shall be refused.');
      const { sections } = await history('AU head');
      expect(sections.at(-1)).toMatchObject({ document: second(), removed: true });
    });

    it('[S135] an observer names no moment', async () => {
      const wish = { name: 'x', at: null, nonce: randomUUID() };
      expect((await us.call('observer', 'POST', path('/points'), wish)).code).toBe('FORBIDDEN');
    });

    it('[S136] nobody brings a text back who may not write it', async () => {
      await twoWrite();
      const body = (): object => ({ document: first(), seq: 1, head: 3, nonce: randomUUID() });
      expect((await us.call('observer', 'POST', path('/restore'), body())).code).toBe('FORBIDDEN');
      await us.ask('chair', 'PUT', `/packages/${view.id}/drafting-rule`, { delegationsMay: 'suggest' });
      expect((await us.call('AU head', 'POST', path('/restore'), body())).code).toBe('FORBIDDEN');
      await us.ask('chair', 'PUT', `/packages/${view.id}/drafting-rule`, { delegationsMay: 'write' });
      await us.ask('chair', 'POST', `/packages/${view.id}/sections/${first()}/close`);
      const closed = await us.call('AU head', 'POST', path('/restore'), body());
      expect(closed.code).toBe('WRONG_STATE');
      expect(plainly(await text('AU head', `document=${first()}`))).toBe('Funds and assets be frozen.');
      const structure = { ...body(), document: view.structure };
      expect((await us.call('AU head', 'POST', path('/restore'), structure)).code).toBe('NOT_FOUND');
    });
  });

  describe('the text of a moment', () => {
    it('[S130] [S132] any row, with who wrote and who removed what', async () => {
      await twoWrite();
      const at = (seq: number, more = ''): Promise<PastText> =>
        text('AU delegate', `document=${first()}&seq=${String(seq)}${more}`);
      expect(plainly(await at(0))).toBe('');
      expect(said(await at(1))).toEqual([['chair', 'Funds shall be frozen.', null]]);
      expect(said(await at(2))).toEqual([
        ['chair', 'Funds', null],
        ['AU head', ' and assets', null],
        ['chair', ' shall be frozen.', null],
      ]);
      expect(said(await at(3, '&removed=true'))).toEqual([
        ['chair', 'Funds', null],
        ['AU head', ' and assets', null],
        ['chair', ' shall', 'CA head'],
        ['chair', ' be frozen.', null],
      ]);
      const [section] = (await at(2)).sections;
      expect(section).toMatchObject({ document: first(), seq: 2, head: 3, kind: 'article' });
      expect((await us.call('AU head', 'GET', path(`/text?document=${first()}&seq=4`))).code).toBe(
        'NOT_FOUND',
      );
    });

    it('[S130] any instant, all sections in the order they had', async () => {
      await twoWrite();
      const between = (await text('AU head', `document=${first()}&seq=2`)).sections[0]?.at ?? 0;
      await us.ask('chair', 'POST', `/packages/${view.id}/sections/${second()}/move`, { after: null });
      const now = await text('AU head', '');
      expect(now.sections.map(({ document }) => document)).toEqual([second(), first()]);
      expect(now.sections.map(({ label }) => label)).toEqual(['Article 1', 'Article 2']);
      const then = await text('AU head', `at=${String(between)}`);
      expect(then.sections.map(({ document }) => document)).toEqual([first(), second()]);
      expect(plainly(then)).toBe('Funds and assets shall be frozen.Entry shall be refused.');
      expect((await text('AU head', 'at=1000')).sections).toEqual([]);
    });

    it('[S130] many who look at once, while somebody types, each get one whole moment', async () => {
      const au = await inside('AU head');
      const run = words(au.document(first()).doc);
      for (let letter = 0; letter < 240; letter += 1) {
        run.insert(run.length, 'x');
        if (letter % 3 === 0) await allRecorded(au);
      }
      await allRecorded(au);
      const head = au.document(first()).recorded;
      expect(head).toBeGreaterThan(60);
      const looks = Array.from({ length: 24 }, (_, look) => 1 + Math.floor((look * (head - 1)) / 23));
      const typing = type(au, first(), 0, 'Now ');
      const texts = await Promise.all(
        looks.flatMap((seq) => [
          text('CA head', `document=${first()}&seq=${String(seq)}&removed=true`),
          text('CA head', `document=${first()}`),
        ]),
      );
      await typing;
      const [one, last] = [texts[0], texts.at(-2)].map((past) => (past === undefined ? '' : plainly(past)));
      expect(one).toBe('Funds shall be frozen.');
      expect(last).toBe(`Funds shall be frozen.${'x'.repeat(240)}`);
    });

    it('[S134] two moments compare by words', async () => {
      await twoWrite();
      const between = await us.ask<Comparison>(
        'AU head',
        'GET',
        path(`/comparison?document=${first()}&from=1&to=3`),
      );
      expect(between.counts).toEqual({ added: 0, removed: 0, changed: 1, moved: 0 });
      const changed = between.sections[0]?.provisions[0]?.words.filter(({ op }) => op !== 'same');
      expect(changed?.map(({ op, text: letters }) => [op, letters.trim()])).toEqual([
        ['removed', 'shall'],
        ['added', 'and'],
        ['added', 'assets'],
      ]);
      const whole = await us.ask<Comparison>('AU head', 'GET', path('/comparison?from=1000'));
      expect(whole.counts.added).toBe(2);
      expect(whole.sections.map(({ change }) => change)).toEqual(['added', 'added']);
    });
  });

  describe('the timeline', () => {
    it('[S132] has a sitting for each person, with what they did in each section', async () => {
      await twoWrite();
      const [au] = connections;
      if (au === undefined) throw new Error('AU is not there');
      await type(au, second(), 0, 'Now: ');
      const { sittings, people, sections } = await history('CA delegate');
      const nameOf = (person: string): string | undefined =>
        people.find((one) => one.person === person)?.name;
      const shown = sittings.map(({ person, delegation, added, removed, parts }) => ({
        name: nameOf(person),
        delegation,
        added,
        removed,
        parts: parts.map(({ document, fromSeq, toSeq }) => [document, fromSeq, toSeq]),
      }));
      expect(shown).toContainEqual({
        name: 'AU head',
        delegation: 'AU',
        added: 16,
        removed: 0,
        parts: [
          [first(), 2, 2],
          [second(), 2, 2],
        ],
      });
      expect(shown).toContainEqual({
        name: 'CA head',
        delegation: 'CA',
        added: 0,
        removed: 6,
        parts: [[first(), 3, 3]],
      });
      expect(shown).toHaveLength(3);
      expect(sections.map(({ document, head }) => [document, head])).toEqual([
        [first(), 3],
        [second(), 2],
      ]);
      const only = await history('CA delegate', `?document=${second()}&delegation=AU`);
      expect(only.sittings.map(({ parts }) => parts.map(({ document }) => document))).toEqual([[second()]]);
    });

    it('[S135] a moment gets a name, keeps its rows, and leaves the list without being lost', async () => {
      await twoWrite();
      const [au] = connections;
      if (au === undefined) throw new Error('AU is not there');
      const wish = { name: 'Before the break', at: null, nonce: randomUUID() };
      const point = await us.ask<NamedPoint>('AU head', 'POST', path('/points'), wish);
      expect(await us.ask('AU head', 'POST', path('/points'), wish)).toEqual(point);
      expect((await us.call('CA head', 'POST', path('/points'), wish)).code).toBe('ALREADY_EXISTS');
      await type(au, first(), 0, 'All ');
      expect(plainly(await text('CA head', `at=${String(point.at)}`))).toContain(
        'Funds and assets be frozen.',
      );
      expect(point.heads).toContainEqual({ document: first(), seq: 3 });
      const hide = path(`/points/${point.point}/hide`);
      expect((await us.call('CA head', 'POST', hide)).code).toBe('NOT_OWNER');
      expect((await history('CA head')).points).toMatchObject([{ name: 'Before the break', mayHide: false }]);
      await us.ask('secretary', 'POST', hide);
      expect((await history('CA head')).points).toEqual([]);
      const { rows } = await admin.query('SELECT 1 FROM history_point WHERE point = $1', [point.point]);
      expect(rows).toHaveLength(1);
      await expect(
        admin.query('DELETE FROM history_point_hidden WHERE point = $1', [point.point]),
      ).rejects.toThrow();
    });

    it('[S135] tomorrow has no name yet', async () => {
      const wish = { name: 'Soon', at: Date.now() + 3_600_000, nonce: randomUUID() };
      expect((await us.call('AU head', 'POST', path('/points'), wish)).code).toBe('INPUT_INVALID');
    });
  });

  describe('bringing a text back', () => {
    it('[S136] is an edit in the name of who asked; everybody gets it live, and it is in the log', async () => {
      await twoWrite();
      const [au] = connections;
      if (au === undefined) throw new Error('AU is not there');
      const wish = { document: first(), seq: 1, head: 3, nonce: randomUUID() };
      const done = await us.ask('CA delegate', 'POST', path('/restore'), wish);
      expect(done).toEqual({ seq: 4, changed: true });
      await waitFor(
        'the old words at AU',
        () => plain(au.document(first()).doc) === 'Funds shall be frozen.',
      );
      expect(said(await text('AU head', `document=${first()}&seq=4`))).toEqual([
        ['chair', 'Funds', null],
        ['AU head', ' ', null],
        ['CA delegate', 'shall', null],
        ['AU head', ' ', null],
        ['chair', 'be frozen.', null],
      ]);
      const { restores } = await history('AU head');
      expect(restores).toMatchObject([{ document: first(), to: 1, from: 3, seq: 4, delegation: 'CA' }]);
      const { rows } = await admin.query<{ author: string; delegation: string }>(
        'SELECT author, delegation FROM document_update WHERE document = $1 AND seq = 4',
        [first()],
      );
      expect(rows).toMatchObject([{ delegation: 'CA' }]);
    });

    it('[S137] asked twice under one nonce it happens once', async () => {
      await twoWrite();
      const wish = { document: first(), seq: 1, head: 3, nonce: randomUUID() };
      const once = await us.ask('AU head', 'POST', path('/restore'), wish);
      expect(await us.ask('AU head', 'POST', path('/restore'), wish)).toEqual(once);
      const [one, other] = await Promise.all([
        us.ask('AU head', 'POST', path('/restore'), { ...wish, nonce: randomUUID(), seq: 2, head: 4 }),
        us.ask('AU head', 'POST', path('/restore'), wish),
      ]);
      expect(one).toMatchObject({ changed: true });
      expect(other).toEqual(once);
      expect(plainly(await text('AU head', `document=${first()}`))).toBe('Funds and assets shall be frozen.');
      expect((await us.call('CA head', 'POST', path('/restore'), wish)).code).toBe('ALREADY_EXISTS');
    });

    it('[S137] only strikes, and again: still once', async () => {
      const au = await inside('AU head');
      await type(au, first(), 5, ' and assets');
      const wish = { document: first(), seq: 1, head: 2, nonce: randomUUID() };
      const done = await us.ask('AU delegate', 'POST', path('/restore'), wish);
      expect(done).toEqual({ seq: 3, changed: true });
      await type(au, first(), 0, 'X');
      expect(await us.ask('AU delegate', 'POST', path('/restore'), wish)).toEqual(done);
    });

    it('[S136] what others typed since one looked stays, and nothing is done where nothing differs', async () => {
      await twoWrite();
      const [au] = connections;
      if (au === undefined) throw new Error('AU is not there');
      await type(au, first(), 27, ' At once.');
      const wish = { document: first(), seq: 1, head: 3, nonce: randomUUID() };
      await us.ask('CA head', 'POST', path('/restore'), wish);
      expect(plainly(await text('AU head', `document=${first()}`))).toBe('Funds shall be frozen. At once.');
      const same = { document: first(), seq: 5, head: 5, nonce: randomUUID() };
      expect(await us.ask('CA head', 'POST', path('/restore'), same)).toEqual({ seq: 5, changed: false });
    });

    it('[S136] while somebody types without a pause no letter of theirs is lost', async () => {
      await twoWrite();
      const [au] = connections;
      if (au === undefined) throw new Error('AU is not there');
      const letters = 'the quick brown fox jumps over the lazy dog';
      let typed = 0;
      const typing = (async (): Promise<void> => {
        for (const letter of letters) {
          const run = words(au.document(first()).doc);
          run.insert(run.length, letter);
          typed += 1;
          await waitFor('a verdict', () => au.unrecorded === 0);
        }
      })();
      await waitFor('some typing', () => typed > 8);
      const wish = { document: first(), seq: 1, head: 3, nonce: randomUUID() };
      await us.ask('CA head', 'POST', path('/restore'), wish);
      expect(typed).toBeLessThan(letters.length);
      await typing;
      await allRecorded(au);
      const end = plainly(await text('AU head', `document=${first()}`));
      expect(end).toBe(`Funds shall be frozen.${letters}`);
      await waitFor('AU’s own screen', () => plain(au.document(first()).doc) === end);
      const hands = await text('AU head', `document=${first()}`);
      expect(said(hands)).toContainEqual(['AU head', letters, null]);
    });
  });
});
