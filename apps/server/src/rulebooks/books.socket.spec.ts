import 'reflect-metadata';
import { bookContent, type BookKind, type BookSummary, type BookView } from '@entente/contracts';
import type { DelegationCode } from '@entente/kernel';
import { testDatabase, type TestDatabase } from '@entente/testing';
import { DataSource } from 'typeorm';
import { ApiCaller, signedIn, type ApiAnswer } from '../api-caller.js';
import { bootServer, type BootedServer } from '../boot-server.js';
import { PASSWORD, smallCoalition } from '../small-coalition.js';
import { shipped } from './book-kinds.js';
import { RulebooksService } from './rulebooks.service.js';

const HASH = `sha256:${'0'.repeat(64)}`;
const SHIPPED = '/books/rulebook/coalition-unanimity/1';
const CHANGES: readonly (readonly [method: string, path: string, body: unknown])[] = [
  ['POST', `${SHIPPED}/copy`, { as: 'ours' }],
  ['PUT', SHIPPED, { hash: HASH, of: shipped('rulebook')[0]?.of }],
  ['POST', `${SHIPPED}/propose`, { hash: HASH }],
  ['POST', `${SHIPPED}/return`, { hash: HASH }],
  ['POST', `${SHIPPED}/activate`, { hash: HASH }],
  ['POST', `${SHIPPED}/retire`, { hash: HASH }],
];

describe('books of rules, calendars and weights', () => {
  let database: TestDatabase;
  let server: BootedServer;
  const callers = new Map<string, ApiCaller>();
  const as = (mailbox: string): ApiCaller => {
    const caller = callers.get(mailbox);
    if (caller === undefined) throw new Error(`${mailbox} is not signed in`);
    return caller;
  };
  const pathOf = ({ kind, book, version }: BookSummary): string =>
    `/books/${kind}/${book}/${String(version)}`;
  const view = async (one: BookSummary): Promise<BookView> =>
    (await as('ada').call('GET', pathOf(one))).body as BookView;
  const list = async (kind: BookKind): Promise<readonly BookSummary[]> =>
    ((await as('ada').call('GET', `/books/${kind}`)).body as { books: BookSummary[] }).books;
  const step = (who: string, one: BookSummary, what: string, hash: string = one.hash): Promise<ApiAnswer> =>
    as(who).call('POST', `${pathOf(one)}/${what}`, { hash });
  const copyOf = async (path: string, name: string): Promise<BookSummary> => {
    const answer = await as('sam').call('POST', `${path}/copy`, { as: name });
    expect(answer.status).toBe(200);
    return answer.body as BookSummary;
  };
  const save = async (one: BookSummary, content: object, hash: string = one.hash): Promise<ApiAnswer> => {
    const { of } = await view(one);
    return as('sam').call('PUT', pathOf(one), {
      hash,
      of: { ...of, content: { ...of.content, ...content } },
    });
  };
  const inUse = async (id: string): Promise<number | undefined> => {
    const books = await server.app.get(RulebooksService).inUse();
    return books.find((one) => one.id === id)?.version;
  };

  beforeAll(async () => {
    database = await testDatabase('books');
    server = await bootServer(database);
    const setup = smallCoalition();
    const second = setup.people.find(({ email }) => email === 'sam@test.example');
    if (second === undefined) throw new Error('no secretary');
    const people = [
      ...setup.people,
      { ...second, name: 'Sue', email: 'sue@test.example', delegation: 'SEC' as DelegationCode },
      { ...second, name: 'Sid', email: 'sid@test.example', powers: [] },
    ];
    await new ApiCaller(server.address).call('POST', '/setup', { ...setup, people });
    for (const mailbox of ['admin', 'ada', 'ben', 'hana', 'pia', 'sam', 'sue', 'sid', 'olga']) {
      callers.set(mailbox, await signedIn(server.address, `${mailbox}@test.example`, PASSWORD));
    }
  });
  afterAll(async () => {
    await server.app.close();
    await database.drop();
  });

  describe.each(CHANGES)('%s %s', (method, path, body) => {
    it('[R137] is refused to a stranger', async () => {
      const answer = await new ApiCaller(server.address).call(method, path, body);
      expect([answer.status, answer.code]).toEqual([401, 'SIGN_IN_REQUIRED']);
    });

    it.each(['ada', 'ben', 'pia', 'olga', 'admin'])('[R137] is refused to %s', async (mailbox) => {
      const answer = await as(mailbox).call(method, path, body);
      expect([answer.status, answer.code]).toEqual([403, 'FORBIDDEN']);
    });

    it('[R137] is refused to a secretary without a mandate', async () => {
      const answer = await as('sid').call(method, path, body);
      expect([answer.status, answer.code]).toEqual([403, 'NO_MANDATE']);
    });
  });

  it('[R137] a stranger reads none', async () => {
    const answer = await new ApiCaller(server.address).call('GET', '/books/rulebook');
    expect([answer.status, answer.code]).toEqual([401, 'SIGN_IN_REQUIRED']);
  });

  it.each(['rulebook', 'calendar', 'weights'] as const)(
    '[R137] everybody in the coalition reads every %s that is shipped, and each is of the form asked of one’s own',
    async (kind) => {
      const books = await list(kind);
      expect(books.map(({ book }) => book)).toEqual(shipped(kind).map(({ book }) => book));
      expect(books.every((one) => one.shipped && one.state === 'active' && one.version === 1)).toBe(true);
      for (const one of books) {
        const { of, summary } = await view(one);
        expect(bookContent.parse(of)).toEqual(of);
        expect(summary.hash).toBe(one.hash);
      }
    },
  );

  it('[R137] what is not there, is not', async () => {
    const answers = await Promise.all([
      as('ada').call('GET', '/books/rulebook/nothing/1'),
      as('ada').call('GET', '/books/rulebook/nato-silence/2'),
      as('sam').call('POST', '/books/rulebook/nothing/1/propose', { hash: HASH }),
    ]);
    expect(answers.map(({ code }) => code)).toEqual(['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND']);
  });

  it('[R138] a shipped version is nobody’s to change', async () => {
    const [first] = await list('rulebook');
    if (first === undefined) throw new Error('no rule book');
    const answers = await Promise.all(
      ['propose', 'return', 'activate', 'retire'].map((what) => step('sam', first, what)),
    );
    expect(answers.map(({ code }) => code)).toEqual(answers.map(() => 'BOOK_STATE'));
    expect((await save(first, { name: 'Mine' })).code).toBe('BOOK_STATE');
  });

  it('[R137] [R140] copied, edited, proposed by one person and activated by another; then the next takes its place', async () => {
    const draft = await copyOf('/books/rulebook/coalition-unanimity/1', 'coalition-unanimity');
    expect(draft).toMatchObject({
      version: 2,
      state: 'draft',
      shipped: false,
      copiedFrom: { book: 'coalition-unanimity', version: 1 },
      acts: [{ act: 'copied', name: 'Sam' }],
    });
    const saved = (await save(draft, { name: 'Unanimity, reasons wanted' })).body as BookSummary;
    expect([saved.name, saved.hash === draft.hash]).toEqual(['Unanimity, reasons wanted', false]);
    expect((await step('sam', saved, 'propose')).status).toBe(200);
    expect(await inUse('coalition-unanimity')).toBe(1);

    const same = await step('sam', saved, 'activate');
    expect([same.status, same.code]).toEqual([403, 'SEPARATION_OF_DUTIES']);
    const other = await step('sue', saved, 'activate');
    expect(other.body).toMatchObject({
      state: 'active',
      acts: ['copied', 'saved', 'proposed', 'activated'].map((act) => ({ act })),
    });
    expect(await inUse('coalition-unanimity')).toBe(2);

    const next = await copyOf(pathOf(saved), 'coalition-unanimity');
    await step('sue', next, 'propose');
    await step('sam', next, 'activate');
    const versions = (await list('rulebook')).filter(({ book }) => book === 'coalition-unanimity');
    expect(versions.map(({ version, state }) => [version, state])).toEqual([
      [1, 'retired'],
      [2, 'retired'],
      [3, 'active'],
    ]);

    expect((await step('sue', next, 'retire')).status).toBe(200);
    expect(await inUse('coalition-unanimity')).toBe(1);
    // What a procedure opened by is read for good.
    const old = await server.app.get(RulebooksService).rulebook('coalition-unanimity', 2);
    expect(old?.name).toBe('Unanimity, reasons wanted');
  });

  it('[R138] of two who edit the same draft the second overwrites nothing', async () => {
    const draft = await copyOf('/books/rulebook/coalition-unanimity/1', 'twice');
    const first = await save(draft, { name: 'First' });
    const second = await save(draft, { name: 'Second' });
    expect([first.status, second.code]).toEqual([200, 'HASH_MISMATCH']);
    expect((await view(draft)).summary.name).toBe('First');
    const stale = await step('sam', draft, 'propose');
    expect(stale.code).toBe('HASH_MISMATCH');
  });

  it('[R138] a proposed version is returned before it is edited again', async () => {
    const draft = await copyOf('/books/rulebook/custom-two-thirds/1', 'returned');
    await step('sam', draft, 'propose');
    expect((await save(draft, { name: 'Changed' })).code).toBe('BOOK_STATE');
    expect((await step('sue', draft, 'return')).body).toMatchObject({ state: 'draft' });
    expect((await save(draft, { name: 'Changed' })).status).toBe(200);
  });

  it('[R139] a rule book that can never adopt is not proposed, with the field and the fault', async () => {
    const draft = await copyOf('/books/rulebook/coalition-matrix/1', 'too-many');
    // Two partners in the coalition: three never are in.
    const answer = await step('sam', draft, 'propose');
    expect([answer.status, answer.code]).toEqual([422, 'BOOK_FAULTY']);
    expect(answer.body).toMatchObject({
      faults: [{ at: 'rule', message: 'min_partners_above_electorate' }],
    });
  });

  it('[R139] a vector that fails keeps it from being proposed', async () => {
    const draft = await copyOf('/books/rulebook/custom-simple-majority/1', 'other-rule');
    const { body } = await save(draft, { rule: { id: 'TWO_THIRDS_MEMBERS' } });
    const answer = await step('sam', body as BookSummary, 'propose');
    expect(answer.body).toMatchObject({
      faults: [{ at: 'vectors: five of nine', message: 'vector_failed' }],
    });
  });

  it('[R138] an act counts once: of two who activate at once one is told that it was done', async () => {
    const draft = await copyOf('/books/rulebook/custom-two-thirds/1', 'at-once');
    await step('sam', draft, 'propose');
    const answers = await Promise.all([step('sue', draft, 'activate'), step('sue', draft, 'activate')]);
    expect(new Set(answers.map(({ status, code }) => code ?? status))).toEqual(new Set([200, 'BOOK_STATE']));
  });

  it('[R138] two copies at once get two numbers', async () => {
    const copies = await Promise.all(
      [1, 2, 3].map(() => copyOf('/books/rulebook/custom-two-thirds/1', 'many')),
    );
    expect(new Set(copies.map(({ version }) => version))).toEqual(new Set([1, 2, 3]));
  });

  it('[R140] a calendar of one’s own is on the shelf once it is active', async () => {
    const draft = await copyOf('/books/calendar/vienna-osce/1', 'vienna-osce');
    const { of } = await view(draft);
    if (of.kind !== 'calendar') throw new Error('no calendar');
    const holidays = [...of.content.holidays, { date: '2026-12-24', name: 'Christmas Eve' }];
    const saved = (await save(draft, { holidays })).body as BookSummary;
    await step('sam', saved, 'propose');
    await step('sue', saved, 'activate');
    const { calendars } = await server.app.get(RulebooksService).shelf();
    const vienna = calendars.filter(({ id }) => id === 'vienna-osce');
    expect(vienna.map((one) => one.holidays.at(-1)?.name)).toEqual(['Christmas Eve']);
  });

  it('[R139] a table of weights that overlaps is refused until the earlier one ends', async () => {
    const next = await copyOf('/books/weights/EU27-EUROSTAT-2024-01-01/1', 'EU27-2027');
    const saved = (await save(next, { validFrom: '2027-01-01' })).body as BookSummary;
    const refused = await step('sam', saved, 'propose');
    expect(refused.body).toMatchObject({
      faults: [{ at: 'EU27-2027 2027-01-01', message: 'tables_overlap' }],
    });

    const ended = await copyOf('/books/weights/EU27-EUROSTAT-2024-01-01/1', 'EU27-EUROSTAT-2024-01-01');
    const closed = (await save(ended, { validTo: '2026-12-31' })).body as BookSummary;
    await step('sam', closed, 'propose');
    await step('sue', closed, 'activate');
    expect((await step('sam', saved, 'propose')).status).toBe(200);
  });

  it('[R138] the database itself lets no content of a proposed version change, and nothing be removed', async () => {
    const draft = await copyOf('/books/rulebook/custom-two-thirds/1', 'guarded');
    await step('sam', draft, 'propose');
    const owner = server.app.get(DataSource);
    const refused = (sql: string): Promise<unknown> => expect(owner.query(sql)).rejects.toThrow();
    const where = `WHERE book = 'guarded'`;
    await refused(`UPDATE book_version SET content = '{}' ${where}`);
    await refused(`UPDATE book_version SET state = 'retired' ${where}`);
    await refused(`DELETE FROM book_version ${where}`);
    await refused(`DELETE FROM book_act ${where}`);
    await refused(`UPDATE book_act SET name = 'Nobody' ${where}`);
  });
});
