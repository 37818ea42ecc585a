import 'reflect-metadata';
import { encodeJcs, hashOf, parseJcs, type JsonValue } from '@entente/canonical';
import { evolvePackage, NEW_PACKAGE, type PackageEvent } from '@entente/consensus';
import type {
  FormalAct,
  Me,
  PackageSummary,
  PackageView,
  Position,
  Procedure,
  PublicationSummary,
  VersionSummary,
  VersionView,
} from '@entente/contracts';
import { publicationFile, sealedPublicationFile } from '@entente/contracts';
import { readCanonicalText, type CanonicalNode } from '@entente/document';
import type { Hash, ProcedureId } from '@entente/kernel';
import { checkChain, genesisOf, sealedPackageHash, sealText, verifyPublication } from '@entente/formats';
import type { SignedIn } from '@entente/nest-platform';
import { testDatabase, waitFor, type TestDatabase } from '@entente/testing';
import { createHash, randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { bootServer, type BootedServer } from '../boot-server.js';
import { IdentityService } from '../identity/index.js';
import { TestCoalition } from '../test-coalition.js';
import { textOf } from './new-text.js';
import { PackagesService } from './packages.service.js';

const YEAR = String(new Date().getUTCFullYear() % 100).padStart(2, '0');
const p = (text: string): CanonicalNode => ['p', {}, [['t', text, []]]];
const article = (n: number, words: string): CanonicalNode => [
  'articleSection',
  {},
  [
    ['heading', { id: `h_${String(n)}` }, [['t', `Heading ${String(n)}`, []]]],
    ['paragraph', { id: `para_${String(n)}` }, [p(words)]],
  ],
];
const TITLE: CanonicalNode = ['titleSection', {}, [['actTitle', {}, [['t', 'Joint Decision', []]]]]];

const ARTICLES: readonly { readonly kind: 'article'; readonly tree: CanonicalNode }[] = [
  { kind: 'article', tree: article(1, 'Funds shall be frozen.') },
  { kind: 'article', tree: article(2, 'Entry shall be refused.') },
  { kind: 'article', tree: article(3, 'This Decision shall be reviewed.') },
];

interface ActBody {
  readonly revision: number;
  readonly procedure: ProcedureId;
  readonly state: 'adopted' | 'broken' | 'not_adopted' | 'withdrawn';
}

/** What an act of the record did to the package's state, by the core's own events. */
function packageEventsOf({ type, body, packageHash: frozen }: FormalAct): PackageEvent[] {
  const { revision, procedure, state } = body as unknown as ActBody;
  if (type === 'version.tabled') return [{ type: 'tabled', revision, packageHash: frozen as Hash }];
  if (type === 'drafting.resumed') return [{ type: 'resumed' }];
  if (type === 'procedure.opened') return [{ type: 'procedure_opened', procedure }];
  if (type !== 'procedure.closed') return [];
  return state === 'adopted' ? [{ type: 'adopted' }] : [{ type: 'returned', outcome: state }];
}

describe('the life of a package, over HTTP', () => {
  let database: TestDatabase;
  let server: BootedServer;
  let us: TestCoalition;

  beforeAll(async () => {
    database = await testDatabase('package_life');
    server = await bootServer(database, { REQUESTS_PER_MINUTE: '100000' });
    us = new TestCoalition(server.address);
    await us.setUp();
  }, 60_000);

  afterAll(async () => {
    await server.app.close();
    await database.drop();
  });

  const chairOfRecord = async (): Promise<SignedIn> => {
    const { person } = await us.ask<Me>('chair', 'GET', '/me');
    const actor = await server.app.get(IdentityService, { strict: false }).actorOf(person);
    if (actor === null) throw new Error('there is no chair');
    return actor;
  };

  /** A package with words: a title and three articles. */
  async function aPackage(articles = ARTICLES): Promise<PackageView> {
    const { id } = await server.app.get(PackagesService, { strict: false }).create(await chairOfRecord(), {
      title: 'Working title',
      source: { kind: 'test' },
      text: textOf([{ kind: 'title', tree: TITLE }, ...articles]),
    });
    return us.ask('chair', 'GET', `/packages/${id}`);
  }
  const view = (id: string): Promise<PackageView> => us.ask('chair', 'GET', `/packages/${id}`);
  const table = (id: string, revision: number): Promise<VersionSummary> =>
    us.ask('chair', 'POST', `/packages/${id}/versions`, { revision });
  const open = (id: string, hash: string): Promise<Procedure> =>
    us.ask('chair', 'POST', `/packages/${id}/procedures`, { packageHash: hash, rule: 'UNANIMITY_ABST' });
  const act = (procedure: Procedure, change: object = {}) => ({
    act: 'agree',
    packageHash: procedure.packageHash,
    reason: '',
    nonce: randomUUID(),
    ...change,
  });
  const acts = async (id: string): Promise<FormalAct[]> =>
    (await us.ask<{ acts: FormalAct[] }>('chair', 'GET', `/packages/${id}/record`)).acts;
  const states = ({ sections }: PackageView): string[] => sections.map((section) => section.state);

  describe('the register', () => {
    it('numbers packages without a gap, and starts each with a text to type in', async () => {
      const made: PackageSummary[] = [];
      for (const title of ['First', 'Second']) {
        made.push(await us.ask('secretary', 'POST', '/packages', { title }));
      }
      const numbers = made.map(({ number }) => Number(/^JSP (\d+)\//.exec(number)?.[1]));
      expect(numbers[1]).toBe((numbers[0] ?? Number.NaN) + 1);
      expect(made[0]?.number).toMatch(new RegExp(`^JSP \\d+/${YEAR}$`));
      const stands = await view(made[0]?.id ?? '');
      expect(stands).toMatchObject({ state: 'drafting', revision: 0, versions: [], mayWrite: true });
      expect(stands.sections.map(({ kind }) => kind)).toEqual([
        'title',
        'preamble',
        'article',
        'conclusions',
      ]);
    });

    it('is not written by those who may not, and not seen by the administrator', async () => {
      const { id } = await aPackage();
      for (const who of ['AU head', 'observer', 'administrator']) {
        expect((await us.call(who, 'POST', '/packages', { title: 'Mine' })).code).toBe('FORBIDDEN');
      }
      expect((await us.call(null, 'GET', '/packages')).status).toBe(401);
      expect(await us.ask('administrator', 'GET', '/packages')).toEqual({ packages: [] });
      const hidden = await us.call('administrator', 'GET', `/packages/${id}`);
      const unknown = await us.call('administrator', 'GET', `/packages/${randomUUID()}`);
      expect(hidden).toEqual(unknown);
      expect(hidden.code).toBe('NOT_FOUND');
    });

    it('refuses fields that it does not know, and titles that are none', async () => {
      for (const body of [{ title: 'x', state: 'published' }, { title: 7 }, { title: '' }, {}]) {
        expect((await us.call('chair', 'POST', '/packages', body)).code).toBe('INPUT_INVALID');
      }
    });
  });

  describe('sections', () => {
    it('are added, moved, closed, reopened and removed, each as a formal act', async () => {
      const { id, sections } = await aPackage();
      const at = `/packages/${id}/sections`;
      const last = sections.at(-1)?.document;
      const added = await us.ask<{ document: string }>('secretary', 'POST', at, {
        kind: 'annex',
        after: last,
      });
      await us.ask('chair', 'POST', `${at}/${added.document}/move`, { after: null });
      expect((await view(id)).sections[0]).toMatchObject({ document: added.document, kind: 'annex' });
      await us.ask('chair', 'POST', `${at}/${added.document}/close`);
      expect((await view(id)).sections[0]?.state).toBe('closed');
      await us.ask('chair', 'POST', `${at}/${added.document}/reopen`);
      await us.ask('chair', 'DELETE', `${at}/${added.document}`);
      expect((await view(id)).sections.map(({ document }) => document)).toEqual(
        sections.map(({ document }) => document),
      );
      expect((await acts(id)).map(({ type }) => type)).toEqual([
        'package.created',
        'section.added',
        'section.moved',
        'section.closed',
        'section.reopened',
        'section.removed',
      ]);
    });

    it('are arranged by chair and secretariat alone, in drafting alone', async () => {
      const { id } = await aPackage();
      const body = { kind: 'annex', after: null };
      expect((await us.call('AU head', 'POST', `/packages/${id}/sections`, body)).code).toBe('FORBIDDEN');
      await table(id, 1);
      const late = await us.call('chair', 'POST', `/packages/${id}/sections`, body);
      expect([late.status, late.code]).toEqual([409, 'WRONG_STATE']);
    });
  });

  describe('tabling a version', () => {
    it('freezes bytes that anyone can hash again, and closes every document', async () => {
      const { id } = await aPackage();
      const tabled = await table(id, 1);
      const version = await us.ask<VersionView>('NO silent', 'GET', `/packages/${id}/versions/1`);
      const text = readCanonicalText(new TextEncoder().encode(version.canonical));
      if (!text.ok) throw new Error(text.error.code);
      expect(text.value.textHash).toBe(tabled.textHash);
      expect(Object.fromEntries(text.value.provisions)).toEqual(version.provisions);
      const { hash: sealedText } = sealText(text.value.sections, version.sealSeed);
      expect(version.sealedText).toBe(sealedText);
      expect(sealedPackageHash({ sealedText, annexes: [] })).toBe(tabled.packageHash);
      const frozen = await view(id);
      expect(frozen).toMatchObject({ state: 'frozen', revision: 1, mayWrite: false });
      expect(new Set(states(frozen))).toEqual(new Set(['closed']));
    });

    it('refuses a text with faults, names each, and changes nothing', async () => {
      const { id } = await us.ask<PackageSummary>('chair', 'POST', '/packages', { title: 'Unfinished' });
      const before = await acts(id);
      const refused = await us.call('chair', 'POST', `/packages/${id}/versions`, { revision: 1 });
      expect([refused.status, refused.code]).toEqual([422, 'TEXT_NOT_READY']);
      const { faults } = refused.body as { faults: { at: string; message: string }[] };
      expect(faults.length).toBeGreaterThanOrEqual(3);
      expect(faults.map(({ message }) => message)).toContain(
        'Article 1: the section has no words (SECTION_EMPTY)',
      );
      const documents = (await view(id)).sections.map(({ document }) => document as string);
      expect(faults.every(({ at }) => documents.includes(at.slice(0, 36)))).toBe(true);
      const after = await view(id);
      expect([after.state, new Set(states(after))]).toEqual(['drafting', new Set(['open'])]);
      expect(await acts(id)).toEqual(before);
    });

    it('of two at once lets one through; the other hears who was first', async () => {
      const { id } = await aPackage();
      const both = await Promise.all(
        ['chair', 'secretary'].map((who) =>
          us.call(who, 'POST', `/packages/${id}/versions`, { revision: 1 }),
        ),
      );
      expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(both.find(({ status }) => status === 409)).toMatchObject({
        code: 'VERSION_STALE',
        body: {
          detail: expect.stringMatching(
            /^REV 1 was tabled by (chair \(PRES\)|secretary \(SEC\)) at \d{4}-/,
          ) as unknown,
        },
      });
      expect((await view(id)).versions).toHaveLength(1);
    });

    it('is taken back by resuming the draft; the next is REV 2', async () => {
      const { id } = await aPackage();
      const first = await table(id, 1);
      await us.ask('chair', 'POST', `/packages/${id}/resume-drafting`);
      const drafting = await view(id);
      expect([drafting.state, new Set(states(drafting))]).toEqual(['drafting', new Set(['open'])]);
      const second = await table(id, 2);
      // The same words: the same hash, and the bytes stored once.
      expect(second.packageHash).toBe(first.packageHash);
    });

    it('leaves closed what was closed before it', async () => {
      const { id, sections } = await aPackage();
      await us.ask('chair', 'POST', `/packages/${id}/sections/${sections[1]?.document ?? ''}/close`);
      await table(id, 1);
      await us.ask('chair', 'POST', `/packages/${id}/resume-drafting`);
      expect(states(await view(id))).toEqual(['open', 'closed', 'open', 'open']);
    });

    it('binds the annexes that are registered, by commitment', async () => {
      const { id } = await aPackage();
      const at = `/packages/${id}/annexes`;
      const annex = { annex: randomUUID(), commitment: genesisOf(randomUUID()), publicTitle: null };
      await us.ask('AU head', 'POST', at, annex);
      await us.ask('AU head', 'POST', at, annex);
      const second = { ...annex, annex: randomUUID(), publicTitle: 'Evidence' };
      await us.ask('CA head', 'POST', at, second);
      expect((await us.call('AU head', 'DELETE', `${at}/${second.annex}`)).code).toBe('NOT_OWNER');
      expect((await us.call('chair', 'POST', at, { ...annex, annex: randomUUID() })).code).toBe('FORBIDDEN');
      await us.ask('CA head', 'DELETE', `${at}/${second.annex}`);
      const tabled = await table(id, 1);
      const { annex: bound, commitment } = annex;
      const version = await us.ask<VersionView>('chair', 'GET', `/packages/${id}/versions/1`);
      expect(tabled.packageHash).toBe(
        sealedPackageHash({
          sealedText: version.sealedText as Hash,
          annexes: [{ annex: bound as never, commitment }],
        }),
      );
      expect((await us.call('AU head', 'DELETE', `${at}/${annex.annex}`)).code).toBe('WRONG_STATE');
      expect((await us.call('AU head', 'POST', at, { ...second, annex: randomUUID() })).code).toBe(
        'WRONG_STATE',
      );
      expect((await us.ask<{ annexes: unknown[] }>('NO head', 'GET', at)).annexes).toHaveLength(1);
    });
  });

  describe('positions', () => {
    const board = (id: string) =>
      us.ask<{ provisions: Record<string, string>; positions: Position[] }>(
        'NO head',
        'GET',
        `/packages/${id}/positions`,
      );

    it('are taken on the words as they are, by partners with a mandate', async () => {
      const { id } = await aPackage();
      const { provisions } = await board(id);
      const taken = {
        provision: 'para_1',
        hash: provisions['para_1'],
        position: 'support',
        reserve: null,
        note: '',
      };
      const at = `/packages/${id}/positions`;
      const code = async (who: string, change: object = {}) =>
        (await us.call(who, 'PUT', at, { ...taken, ...change })).code;
      expect(await code('AU delegate')).toBeUndefined();
      expect(await code('AU silent')).toBe('NO_MANDATE');
      expect(await code('secretary')).toBe('FORBIDDEN');
      expect(await code('AU delegate', { hash: provisions['para_2'] })).toBe('HASH_MISMATCH');
      expect(await code('AU delegate', { provision: 'toString' })).toBe('HASH_MISMATCH');
      expect(await code('AU delegate', { position: 'reserve' })).toBe('INPUT_INVALID');
      expect(await code('AU delegate', { reserve: 'scrutiny' })).toBe('INPUT_INVALID');
      expect((await board(id)).positions).toMatchObject([
        { partner: 'AU', provision: 'para_1', position: 'support', current: true },
      ]);
    });

    it('a delegate who types a character that no text may hold takes nobody’s board away', async () => {
      const hidden = { kind: 'article', tree: article(2, 'Entry shall \u202Ebe refused.') } as const;
      const { id } = await aPackage([
        { kind: 'article', tree: article(1, 'Funds shall be frozen.') },
        hidden,
      ]);
      const { provisions } = await board(id);
      expect(Object.keys(provisions).toSorted()).toEqual(['h_1', 'para_1']);
      const taken = { position: 'support', reserve: null, note: '' };
      const take = (provision: string, hash: unknown) =>
        us.call('AU delegate', 'PUT', `/packages/${id}/positions`, { ...taken, provision, hash });
      expect((await take('para_1', provisions['para_1'])).status).toBe(200);
      expect((await take('para_2', provisions['para_1'])).code).toBe('HASH_MISMATCH');
      const refused = await us.call('chair', 'POST', `/packages/${id}/versions`, { revision: 1 });
      expect(refused).toMatchObject({ code: 'TEXT_NOT_READY', body: { faults: [{}] } });
    });

    it('the last one stands; a double click is one', async () => {
      const { id } = await aPackage();
      const { provisions } = await board(id);
      const take = (position: string, reserve: string | null = null) =>
        us.ask('CA head', 'PUT', `/packages/${id}/positions`, {
          provision: 'para_2',
          hash: provisions['para_2'],
          position,
          reserve,
          note: '',
        });
      await take('oppose');
      await Promise.all([take('reserve', 'substantive'), take('reserve', 'substantive')]);
      expect((await board(id)).positions).toMatchObject([{ position: 'reserve', reserve: 'substantive' }]);
      const rows: unknown[] = await server.app
        .get(DataSource)
        .query('SELECT 1 FROM position_taken WHERE package = $1', [id]);
      expect(rows).toHaveLength(2);
    });

    it('carry over where the words are the same, and are shown as given for other words where they are gone', async () => {
      const { id, sections } = await aPackage();
      const { provisions } = await board(id);
      for (const provision of ['para_1', 'para_3']) {
        await us.ask('NO delegate', 'PUT', `/packages/${id}/positions`, {
          provision,
          hash: provisions[provision],
          position: 'can_accept',
          reserve: null,
          note: '',
        });
      }
      await table(id, 1);
      await us.ask('chair', 'POST', `/packages/${id}/resume-drafting`);
      await us.ask('chair', 'DELETE', `/packages/${id}/sections/${sections[3]?.document ?? ''}`);
      await table(id, 2);
      const after = await board(id);
      expect(after.positions.map(({ provision, current }) => [provision, current])).toEqual([
        ['para_1', true],
        ['para_3', false],
      ]);
      expect(Object.keys(after.provisions)).not.toContain('para_3');
    });

    it('[R186] move between rounds, for everybody who reads positions', async () => {
      const { id } = await aPackage();
      const at = `/packages/${id}/positions/movement`;
      expect((await us.call('administrator', 'GET', at)).status).toBeGreaterThanOrEqual(403);
      expect(await us.ask('observer', 'GET', at)).toEqual({ versions: [] });
      const { provisions } = await board(id);
      const take = (position: string) =>
        us.ask('CA head', 'PUT', `/packages/${id}/positions`, {
          provision: 'para_1',
          hash: provisions['para_1'],
          position,
          reserve: null,
          note: '',
        });
      await take('oppose');
      await table(id, 1);
      await us.ask('chair', 'POST', `/packages/${id}/resume-drafting`);
      await table(id, 2);
      await take('support');
      expect(await us.ask('observer', 'GET', at)).toMatchObject({
        versions: [
          { revision: 1, partners: [{ partner: 'CA', mark: 'oppose', stale: false, shift: null }] },
          { revision: 2, until: null, partners: [{ partner: 'CA', mark: 'support', shift: 'closer' }] },
        ],
      });
    });
  });

  describe('a procedure', () => {
    it('is opened by the chair, on the frozen hash, once', async () => {
      const { id } = await aPackage();
      const rule = 'UNANIMITY_ABST';
      const at = `/packages/${id}/procedures`;
      const early = { packageHash: genesisOf(id), rule };
      expect((await us.call('chair', 'POST', at, early)).code).toBe('WRONG_STATE');
      const { packageHash: hash } = await table(id, 1);
      expect((await us.call('secretary', 'POST', at, { packageHash: hash, rule })).code).toBe('FORBIDDEN');
      expect((await us.call('chair', 'POST', at, early)).code).toBe('HASH_MISMATCH');
      const procedure = await open(id, hash);
      expect(procedure).toMatchObject({
        state: 'open',
        revision: 1,
        missing: ['AU', 'CA', 'NO'],
        electorate: [
          { partner: 'AU', name: 'Australia', weight: 27 },
          { partner: 'CA', name: 'Canada', weight: 41 },
          { partner: 'NO', name: 'Norway', weight: 6 },
        ],
      });
      expect((await us.call('chair', 'POST', at, { packageHash: hash, rule })).code).toBe('ALREADY_OPEN');
      expect((await us.call('chair', 'POST', `/packages/${id}/resume-drafting`)).code).toBe('WRONG_STATE');
    });

    it('takes acts from those who bind a partner, on its hash, with a reason where it objects', async () => {
      const { id } = await aPackage();
      const procedure = await open(id, (await table(id, 1)).packageHash);
      const at = `/procedures/${procedure.id}/acts`;
      const code = async (who: string, change: object = {}) =>
        (await us.call(who, 'POST', at, act(procedure, change))).code;
      expect(await code('AU delegate')).toBe('FORBIDDEN');
      expect(await code('AU silent')).toBe('NO_MANDATE');
      expect(await code('chair')).toBe('FORBIDDEN');
      expect(await code('secretary')).toBe('FORBIDDEN');
      expect(await code('administrator')).toBe('NOT_FOUND');
      expect(await code('AU head', { packageHash: genesisOf(id) })).toBe('HASH_MISMATCH');
      expect(await code('AU head', { act: 'object' })).toBe('REASON_REQUIRED');
      expect(await code('AU head', { act: 'abstain_constructive' })).toBe('REASON_REQUIRED');
      expect(await code('AU head', { act: 'abstain_constructive', reason: 'Because.' })).toBe(
        'ACT_NOT_ALLOWED',
      );
      expect(await code('AU head', { act: 'applaud' })).toBe('INPUT_INVALID');
      expect(await code('AU head', { weight: 99 })).toBe('INPUT_INVALID');
      expect(
        (await us.call('AU head', 'POST', `/procedures/${randomUUID()}/acts`, act(procedure))).code,
      ).toBe('NOT_FOUND');
      const after = await us.ask<Procedure>('NO head', 'GET', `/procedures/${procedure.id}`);
      expect([after.acts, after.state]).toEqual([[], 'open']);
    });

    it('takes no act on a mandate that was revoked a moment ago', async () => {
      const { id } = await aPackage();
      const procedure = await open(id, (await table(id, 1)).packageHash);
      const { mandates } = await us.ask<Me>('AU head', 'GET', '/me');
      const endorse = mandates.find(({ power }) => power === 'endorse');
      await us.ask('administrator', 'POST', `/mandates/${endorse?.id ?? ''}/revoke`);
      const refused = await us.call('AU head', 'POST', `/procedures/${procedure.id}/acts`, act(procedure));
      expect(refused.code).toBe('NO_MANDATE');
      await us.ask('administrator', 'POST', '/mandates', {
        person: endorse?.person,
        powers: ['endorse'],
        from: Date.now() - 60_000,
        to: null,
        accreditedBy: 'Note verbale 12/26',
      });
      const accepted = await us.call('AU head', 'POST', `/procedures/${procedure.id}/acts`, act(procedure));
      expect(accepted.status).toBe(200);
    });

    it('takes no act on a mandate that is revoked while the act waits for its turn', async () => {
      const { id } = await aPackage();
      const procedure = await open(id, (await table(id, 1)).packageHash);
      const { mandates } = await us.ask<Me>('CA head', 'GET', '/me');
      const endorse = mandates.find(({ power }) => power === 'endorse');
      const other = await new DataSource({ type: 'postgres', url: database.adminUrl }).initialize();
      try {
        const turn = other.createQueryRunner();
        await turn.startTransaction();
        await turn.query('SELECT FROM package WHERE id = $1 FOR UPDATE', [id]);
        const acting = us.call('CA head', 'POST', `/procedures/${procedure.id}/acts`, act(procedure));
        await waitFor('the act to wait', async () => {
          const waiting: unknown[] = await other.query(
            `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
          );
          return waiting.length > 0;
        });
        await us.ask('administrator', 'POST', `/mandates/${endorse?.id ?? ''}/revoke`);
        await turn.commitTransaction();
        await turn.release();
        expect((await acting).code).toBe('NO_MANDATE');
      } finally {
        await other.destroy();
      }
      expect((await acts(id)).at(-1)?.type).toBe('procedure.opened');
      const renewed = { person: endorse?.person, powers: ['endorse'], from: Date.now() - 60_000, to: null };
      await us.ask('administrator', 'POST', '/mandates', { ...renewed, accreditedBy: 'Note verbale 13/26' });
    });

    it('is broken by an objection at once; the package returns to drafting and the next is REV 2', async () => {
      const { id } = await aPackage();
      const procedure = await open(id, (await table(id, 1)).packageHash);
      const at = `/procedures/${procedure.id}/acts`;
      await us.ask('AU head', 'POST', at, act(procedure));
      const objection = act(procedure, { act: 'object', reason: 'Article 2 is too wide.' });
      const broken = await us.ask<Procedure>('CA head', 'POST', at, objection);
      expect(broken).toMatchObject({ state: 'broken', missing: ['NO'] });
      expect(broken.acts.map(({ partner, act: kind, reason }) => [partner, kind, reason])).toEqual([
        ['AU', 'agree', ''],
        ['CA', 'object', 'Article 2 is too wide.'],
      ]);
      const drafting = await view(id);
      expect([drafting.state, drafting.revision, new Set(states(drafting))]).toEqual([
        'drafting',
        1,
        new Set(['open']),
      ]);
      const late = await us.call('NO head', 'POST', at, act(procedure));
      expect([late.status, late.code]).toEqual([409, 'ALREADY_CLOSED']);
      expect((await table(id, 2)).revision).toBe(2);
    });

    it('ends not adopted when all abstain, and withdrawn when the chair takes it back', async () => {
      const { id } = await aPackage();
      const first = await open(id, (await table(id, 1)).packageHash);
      for (const partner of ['AU', 'CA', 'NO']) {
        await us.ask(
          `${partner} head`,
          'POST',
          `/procedures/${first.id}/acts`,
          act(first, { act: 'abstain' }),
        );
      }
      const second = await open(id, (await table(id, 2)).packageHash);
      const withdraw = { reason: 'A partner asked for time.' };
      expect((await us.call('secretary', 'POST', `/procedures/${second.id}/withdraw`, withdraw)).code).toBe(
        'FORBIDDEN',
      );
      await us.ask('chair', 'POST', `/procedures/${second.id}/withdraw`, withdraw);
      const { procedures } = await us.ask<{ procedures: Procedure[] }>(
        'AU head',
        'GET',
        `/packages/${id}/procedures`,
      );
      expect(procedures.map(({ revision, state }) => [revision, state])).toEqual([
        [2, 'withdrawn'],
        [1, 'not_adopted'],
      ]);
    });

    it('a double click is one act, also when it is the one that closes', async () => {
      const { id } = await aPackage();
      const procedure = await open(id, (await table(id, 1)).packageHash);
      const at = `/procedures/${procedure.id}/acts`;
      const click = (who: string, body: object) =>
        Promise.all([1, 2, 3].map(() => us.call(who, 'POST', at, body)));
      for (const who of ['AU head', 'CA head', 'NO head']) {
        const answers = await click(who, act(procedure));
        expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
      }
      const closed = await us.ask<Procedure>('chair', 'GET', `/procedures/${procedure.id}`);
      expect([closed.state, closed.acts.length, closed.missing]).toEqual(['adopted', 3, []]);
      const types = (await acts(id)).map(({ type }) => type);
      expect(types.filter((type) => type === 'procedure.acted')).toHaveLength(3);
      expect(types.filter((type) => type === 'procedure.closed')).toHaveLength(1);
      const [decided, closing] = (await acts(id)).slice(-2);
      expect(closing).toMatchObject({ type: 'procedure.closed', body: { closedBy: decided?.sequence } });
    });

    it('recorded means recorded: a connection lost in between records nothing, and the same press again records once', async () => {
      const { id } = await aPackage();
      const procedure = await open(id, (await table(id, 1)).packageHash);
      const press = act(procedure);
      const send = () => us.call('AU head', 'POST', `/procedures/${procedure.id}/acts`, press);
      const admin = await new DataSource({ type: 'postgres', url: database.adminUrl }).initialize();
      try {
        // Holds the package's row, so that the act waits inside its transaction; then its connection is ended.
        const holder = admin.createQueryRunner();
        await holder.startTransaction();
        await holder.query('SELECT 1 FROM package WHERE id = $1 FOR UPDATE', [id]);
        const lost = send();
        await waitFor('the act to wait for the lock', async () => {
          const ended: unknown[] = await admin.query(
            `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
             WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%FOR UPDATE%'`,
          );
          return ended.length > 0;
        });
        expect(await lost).toMatchObject({ status: 503, code: 'UNAVAILABLE' });
        await holder.rollbackTransaction();
        await holder.release();
        const [before, after] = [await send(), await send()];
        expect([before.status, after.status]).toEqual([200, 200]);
        const types = (await acts(id)).map(({ type }) => type);
        expect(types.filter((type) => type === 'procedure.acted')).toHaveLength(1);
      } finally {
        await admin.destroy();
      }
    });

    it('at once from all partners closes exactly once, whatever the order', async () => {
      const { id } = await aPackage();
      const procedure = await open(id, (await table(id, 1)).packageHash);
      const kinds = { AU: 'agree', CA: 'abstain', NO: 'agree' };
      const answers = await Promise.all(
        Object.entries(kinds).map(([partner, kind]) =>
          us.call(
            `${partner} head`,
            'POST',
            `/procedures/${procedure.id}/acts`,
            act(procedure, { act: kind }),
          ),
        ),
      );
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
      expect((await view(id)).state).toBe('adopted');
      expect((await acts(id)).filter(({ type }) => type === 'procedure.closed')).toHaveLength(1);
    });
  });

  describe('publication', () => {
    const without = ({ annex, commitment }: { annex: string; commitment: string }) => ({ annex, commitment });

    async function adopted(): Promise<{ id: string; hash: string }> {
      const { id } = await aPackage();
      const { packageHash: hash } = await table(id, 1);
      const procedure = await open(id, hash);
      for (const partner of ['AU', 'CA', 'NO']) {
        await us.ask(`${partner} head`, 'POST', `/procedures/${procedure.id}/acts`, act(procedure));
      }
      return { id, hash };
    }

    it('is the secretariat’s, of the adopted hash, once', async () => {
      const { id, hash } = await adopted();
      const at = `/packages/${id}/publication`;
      expect((await us.call('chair', 'POST', at, { packageHash: hash })).code).toBe('FORBIDDEN');
      expect((await us.call('AU head', 'POST', at, { packageHash: hash })).code).toBe('FORBIDDEN');
      expect((await us.call('secretary', 'POST', at, { packageHash: genesisOf(id) })).code).toBe(
        'HASH_MISMATCH',
      );
      const published = await us.ask<PublicationSummary>('secretary', 'POST', at, { packageHash: hash });
      expect(await us.ask('secretary', 'POST', at, { packageHash: hash })).toEqual(published);
      expect(await view(id)).toMatchObject({ state: 'published', publication: published.address });
      const { publications } = await us.ask<{ publications: PublicationSummary[] }>(
        null,
        'GET',
        '/publications',
      );
      expect(publications[0]).toEqual(published);
      expect((await acts(id)).at(-1)).toMatchObject({ type: 'publication.published', packageHash: hash });
    });

    it('comes after the decision: positions are history by then', async () => {
      const { id } = await adopted();
      const { provisions } = await us.ask<{ provisions: Record<string, string> }>(
        'AU head',
        'GET',
        `/packages/${id}/positions`,
      );
      const late = {
        provision: 'para_1',
        hash: provisions['para_1'],
        position: 'oppose',
        reserve: null,
        note: '',
      };
      expect((await us.call('AU head', 'PUT', `/packages/${id}/positions`, late)).code).toBe('WRONG_STATE');
    });

    it('is read by anyone at its address: canonical bytes from which every hash follows', async () => {
      const { id, hash } = await adopted();
      const { address } = await us.ask<PublicationSummary>(
        'secretary',
        'POST',
        `/packages/${id}/publication`,
        {
          packageHash: hash,
        },
      );
      const answer = await fetch(`${us.address}${address}.json`);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([
        200,
        'application/json; charset=utf-8',
      ]);
      expect(answer.headers.get('access-control-allow-origin')).toBe('*');
      const bytes = new Uint8Array(await answer.arrayBuffer());
      const parsed = parseJcs(bytes);
      if (!parsed.ok) throw new Error(parsed.error.code);
      const file = sealedPublicationFile.parse(parsed.value);
      const text = readCanonicalText(encodeJcs(file.text as JsonValue));
      if (!text.ok) throw new Error(text.error.code);
      expect(file.packageHash).toBe(hash);
      expect([file.edition, file.amends, file.decision.entries]).toEqual([1, [], []]);
      // The act's own title as it was agreed, not the one that the package was started under.
      expect(file.title).toBe('Joint Decision');
      expect(sealedPackageHash({ sealedText: file.sealedText, annexes: [] })).toBe(hash);
      expect(file.decision.acts.map(({ partner, name, act: kind }) => [partner, name, kind])).toEqual([
        ['AU', 'Australia', 'agree'],
        ['CA', 'Canada', 'agree'],
        ['NO', 'Norway', 'agree'],
      ]);
      expect(answer.headers.get('etag')).toBe(`"${hashOf(bytes)}"`);
      expect(verifyPublication(bytes)).toMatchObject({ verdict: 'matches' });

      const page = await fetch(us.address + address);
      const html = await page.text();
      expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
      expect(html).toContain(hash);
      expect(html).toContain('Funds shall be frozen.');
      expect(html).not.toMatch(/<script|style=|onload|javascript:/);
      const policy = page.headers.get('content-security-policy') ?? '';
      const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(html) ?? [];
      expect(policy).toContain(`style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`);
      expect(policy).toContain(`default-src 'none'`);
      expect(policy).not.toContain('script-src');
      for (const other of [
        'jsp-9999-26.json',
        'JSP-1-26.json',
        '..%2f..%2fetc%2fpasswd',
        'jsp-1-26.json%00',
        'x',
      ]) {
        expect((await fetch(`${us.address}/publications/${other}`)).status).toBe(404);
      }
      const asBrowser = { headers: { accept: 'text/html,*/*;q=0.8' } };
      const nothing = await fetch(`${us.address}/publications/jsp-9999-26`, asBrowser);
      expect([nothing.status, nothing.headers.get('content-type')]).toEqual([
        404,
        'text/html; charset=utf-8',
      ]);
      expect(await nothing.text()).toContain('Nothing is published at this address');
    });

    it('names an annex only where its owner allowed it', async () => {
      const { id } = await aPackage();
      const bound = { annex: randomUUID(), commitment: genesisOf(id), publicTitle: null };
      const named = {
        annex: randomUUID(),
        commitment: genesisOf(randomUUID()),
        publicTitle: 'List of seized domains',
      };
      await us.ask('AU head', 'POST', `/packages/${id}/annexes`, bound);
      await us.ask('CA head', 'POST', `/packages/${id}/annexes`, named);
      const { packageHash: hash } = await table(id, 1);
      const procedure = await open(id, hash);
      for (const partner of ['AU', 'CA', 'NO']) {
        await us.ask(`${partner} head`, 'POST', `/procedures/${procedure.id}/acts`, act(procedure));
      }
      const { address } = await us.ask<PublicationSummary>(
        'secretary',
        'POST',
        `/packages/${id}/publication`,
        {
          packageHash: hash,
        },
      );
      const file = publicationFile.parse(await (await fetch(`${us.address}${address}.json`)).json());
      const byId = new Map(file.annexes.map((each) => [each.annex, each]));
      expect(byId.get(bound.annex)).toEqual({ ...without(bound), title: null, owner: null });
      expect(byId.get(named.annex)).toEqual({ ...without(named), title: named.publicTitle, owner: 'CA' });
    });

    it('of a version that was not adopted is refused by the state, and by the database whatever asks', async () => {
      const { id } = await aPackage();
      const { packageHash: hash } = await table(id, 1);
      const procedure = await open(id, hash);
      expect(
        (await us.call('secretary', 'POST', `/packages/${id}/publication`, { packageHash: hash })).code,
      ).toBe('WRONG_STATE');
      const insert = (adoptedHash: string, procedureId: string): Promise<unknown> =>
        server.app.get(DataSource).query(
          `INSERT INTO publication (package, edition, slug, number, title, revision, package_hash, procedure, file, file_hash, published_by, published_at)
           VALUES ($1, 1, $2, 'JSP', 't', 1, $3, $4, '', 'sha256:' || encode(sha256(''), 'hex'), $5, now())`,
          [id, `jsp-${randomUUID()}`, adoptedHash, procedureId, randomUUID()],
        );
      await expect(insert(hash, procedure.id)).rejects.toThrow(/was not adopted/);
      await expect(insert(hash, randomUUID())).rejects.toThrow(/was not adopted/);
      const other = await adopted();
      await expect(insert(other.hash, procedure.id)).rejects.toThrow(/was not adopted/);
    });

    it('and decisions cannot be changed afterwards by the running process', async () => {
      const { id } = await adopted();
      const sql = server.app.get(DataSource);
      await expect(
        sql.query(`UPDATE procedure SET state = 'open', closed_at = NULL WHERE package = $1`, [id]),
      ).rejects.toThrow(/keeps its terms/);
      await expect(sql.query(`UPDATE procedure SET terms = '{}' WHERE package = $1`, [id])).rejects.toThrow(
        /permission denied/,
      );
      for (const name of ['procedure_event', 'version', 'canonical_bytes', 'position_taken', 'publication']) {
        await expect(sql.query(`DELETE FROM ${name}`)).rejects.toThrow(/permission denied/);
      }
    });
  });

  it('the record of a whole life is chained from its beginning, and its acts lead to the state that stands', async () => {
    const { id } = await aPackage();
    const procedure = await open(id, (await table(id, 1)).packageHash);
    await us.ask(
      'AU head',
      'POST',
      `/procedures/${procedure.id}/acts`,
      act(procedure, { act: 'object', reason: 'No.' }),
    );
    await table(id, 2);
    const record = await acts(id);
    expect(checkChain(id, record)).toEqual({ ok: true, count: record.length });
    expect(record.map(({ type }) => type)).toEqual([
      'package.created',
      'version.tabled',
      'procedure.opened',
      'procedure.acted',
      'procedure.closed',
      'version.tabled',
    ]);
    expect(record.every(({ mandate }) => mandate !== null)).toBe(true);
    const replayed = record.flatMap(packageEventsOf).reduce(evolvePackage, NEW_PACKAGE);
    const stands = await view(id);
    expect(replayed).toEqual({
      state: stands.state,
      revision: stands.revision,
      packageHash: stands.versions.at(-1)?.packageHash,
    });
  });
});
