import 'reflect-metadata';
import { evolvePackage, NEW_PACKAGE, type PackageEvent } from '@entente/consensus';
import type { FormalAct, Procedure } from '@entente/contracts';
import type { Hash, ProcedureId } from '@entente/kernel';
import type { Answered } from '../test-coalition.js';
import { anArticle, deadlineOf, ProcedureStage } from './procedure.kit.js';

const NATO = { id: 'nato-silence', version: 1 };
const GROUND = 'Norway does not sit in that committee.';
const FORUM = { asks: ['AU', 'CA'], ground: GROUND };
const of = ({ body }: Answered): Procedure => body as Procedure;
const detailOf = ({ body }: Answered): string => (body as { detail?: string }).detail ?? '';

/** A package whose one procedure has ended without adoption: it is being drafted, and nobody has changed a word. */
interface Returned {
  readonly id: string;
  readonly hash: string;
  readonly first: Procedure;
}

/** What each act of this record did to the package, by the core's own events. */
function eventsOf({ type, body, packageHash }: FormalAct): readonly PackageEvent[] {
  // The test reads bodies that the server has just written.
  const { revision, procedure, follows } = body as unknown as ActBody;
  if (type === 'version.tabled') return [{ type: 'tabled', revision, packageHash: packageHash as Hash }];
  if (type === 'procedure.opened' && follows === null) return [{ type: 'procedure_opened', procedure }];
  if (type === 'procedure.closed') return [{ type: 'returned', outcome: 'referred' }];
  return type === 'version.taken_on' ? [{ type: 'taken_on', procedure }] : [];
}

interface ActBody {
  readonly revision: number;
  readonly procedure: ProcedureId;
  readonly follows: ProcedureId | null;
}

describe('a forum switch', () => {
  let stage: ProcedureStage;
  beforeAll(async () => {
    stage = await ProcedureStage.open('forum_switch');
  }, 60_000);
  afterAll(() => stage.close());

  const open = (who: string, { id, hash }: Returned, body: object = {}): Promise<Answered> =>
    stage.us.call(who, 'POST', `/packages/${id}/procedures`, { packageHash: hash, rulebook: NATO, ...body });

  async function opened(): Promise<Returned> {
    const { id, hash } = await stage.frozen([anArticle(1, 'Funds are frozen.'), anArticle(2, 'Entry.')]);
    const at = `/packages/${id}/procedures`;
    const first = await stage.us.ask<Procedure>('chair', 'POST', at, { packageHash: hash, rulebook: NATO });
    return { id, hash, first };
  }
  async function referred(): Promise<Returned> {
    const returned = await opened();
    await stage.chair(returned.first, { type: 'refer', reason: 'Three states asked for the committee.' });
    return returned;
  }
  async function broken(): Promise<Returned> {
    const returned = await opened();
    await stage.act('NO head', returned.first, { act: 'object', reason: 'Article 1 is too wide.' });
    return returned;
  }
  const switchFrom = ({ first }: Returned, forum: object = FORUM): object => ({
    follows: { procedure: first.id, as: 'forum_switch' },
    forum,
  });
  const typesSince = async (id: string, type: string): Promise<string[]> => {
    const types = (await stage.record(id)).map((act) => act.type);
    return types.slice(types.indexOf(type) + 1);
  };

  it('[R237] [P27] is the chair’s, on the very version that came back, without tabling it again', async () => {
    const returned = await referred();
    expect((await stage.package(returned.id)).state).toBe('drafting');
    for (const who of ['AU head', 'NO head', 'secretary', 'observer', 'administrator']) {
      expect((await open(who, returned, switchFrom(returned))).status).toBeGreaterThanOrEqual(403);
    }
    const again = of(await open('chair', returned, switchFrom(returned)));
    expect([again.state, again.revision, again.packageHash, again.follows]).toEqual([
      'open',
      1,
      returned.hash,
      returned.first.id,
    ]);
    const view = await stage.package(returned.id);
    expect([view.state, view.revision, view.versions.length]).toEqual(['decision', 1, 1]);
    expect(new Set(view.sections.map((section) => section.state))).toEqual(new Set(['closed']));
    expect(await typesSince(returned.id, 'procedure.closed')).toEqual([
      'version.taken_on',
      'procedure.opened',
    ]);
    expect((await stage.record(returned.id)).slice(-2)).toMatchObject([
      { packageHash: returned.hash, body: { revision: 1, follows: returned.first.id, as: 'forum_switch' } },
      { body: { followsAs: 'forum_switch', without: { partners: ['NO'], ground: GROUND } } },
    ]);
    expect((await open('chair', returned, switchFrom(returned))).code).toBe('ALREADY_OPEN');
    const replayed = (await stage.record(returned.id)).flatMap(eventsOf).reduce(evolvePackage, NEW_PACKAGE);
    expect(replayed).toEqual({
      state: 'decision',
      revision: 1,
      packageHash: returned.hash,
      procedure: again.id,
    });
  });

  it('[R237] of two at once one takes it on', async () => {
    const returned = await referred();
    const both = await Promise.all([1, 2].map(() => open('chair', returned, switchFrom(returned))));
    const byStatus = both.toSorted((one, other) => one.status - other.status);
    expect(byStatus.map(({ status, code }) => [status, code])).toEqual([
      [200, undefined],
      [409, 'ALREADY_OPEN'],
    ]);
  });

  it.each([
    ['nobody', { ...FORUM, asks: [] }, /asks nobody. Name at least one of AU, CA, NO\.$/],
    ['a stranger', { ...FORUM, asks: ['AU', 'ZZ'] }, /^ZZ takes no part .* Choose among AU, CA, NO\.$/],
    ['an office', { ...FORUM, asks: ['AU', 'PRES'] }, /^PRES takes no part/],
    ['one twice', { ...FORUM, asks: ['AU', 'AU'] }, /^AU is named twice/],
    ['without a ground', { asks: ['AU', 'CA'], ground: ' ' }, /^NO would not be asked. State the ground/],
  ])('[R235] that asks %s is refused with what to do', async (_whom, forum, detail) => {
    const returned = await referred();
    const refused = await open('chair', returned, switchFrom(returned, forum));
    expect([refused.code, detailOf(refused)]).toEqual(['RULE_INPUT', expect.stringMatching(detail)]);
    const { state, sections } = await stage.package(returned.id);
    expect([state, new Set(sections.map((section) => section.state))]).toEqual([
      'drafting',
      new Set(['open']),
    ]);
  });

  it('[R235] before a body whose rule or weights do not cover it opens nothing, and its text stays open', async () => {
    const returned = await referred();
    const by = (id: string) =>
      open('chair', returned, { ...switchFrom(returned), rulebook: { id, version: 1 } });
    const [unweighed, tooFew] = [await by('eu-regulation'), await by('unsc-procedural')];
    expect([unweighed.code, detailOf(unweighed)]).toEqual([
      'RULE_INPUT',
      expect.stringMatching(/has no weight of AU, CA\.$/),
    ]);
    expect([tooFew.code, detailOf(tooFew)]).toEqual([
      'RULE_INPUT',
      expect.stringMatching(/^The terms are faulty: too few votes/),
    ]);
    expect((await stage.package(returned.id)).sections.map((section) => section.state)).toEqual([
      'open',
      'open',
      'open',
    ]);
    expect(await typesSince(returned.id, 'procedure.closed')).toEqual([]);
  });

  it('[R237] is refused where the text has changed meanwhile, and open where the change was undone', async () => {
    const returned = await referred();
    const { sections } = await stage.package(returned.id);
    const [title, one, two] = sections.map(({ document }) => document);
    const move = (document: string | undefined, after: string | undefined) =>
      stage.us.ask('chair', 'POST', `/packages/${returned.id}/sections/${document ?? ''}/move`, { after });
    await move(one, two);
    const refused = await open('chair', returned, switchFrom(returned));
    expect([refused.code, detailOf(refused)]).toEqual([
      'HASH_MISMATCH',
      'The words or the annexes are no longer those of REV 1. Table them as REV 2, or bring back what was changed.',
    ]);
    expect((await stage.package(returned.id)).sections.map((section) => section.state)).toEqual([
      'open',
      'open',
      'open',
    ]);
    await move(one, title);
    expect(of(await open('chair', returned, switchFrom(returned))).state).toBe('open');
  });

  it('[R237] is refused for a text that could not be tabled, on another hash, or where nothing is followed', async () => {
    const returned = await referred();
    const other = { ...returned, hash: `sha256:${'0'.repeat(64)}` };
    expect((await open('chair', other, switchFrom(returned))).code).toBe('HASH_MISMATCH');
    const plain = await open('chair', returned);
    expect([plain.code, detailOf(plain)]).toEqual(['WRONG_STATE', 'The package is being drafted.']);
    const unnamed = await open('chair', returned, { forum: FORUM });
    expect([unnamed.code, detailOf(unnamed)]).toEqual([
      'RULE_INPUT',
      expect.stringMatching(/^Only a forum switch/),
    ]);
    await stage.us.ask('chair', 'POST', `/packages/${returned.id}/sections`, { kind: 'annex', after: null });
    expect((await open('chair', returned, switchFrom(returned))).code).toBe('TEXT_NOT_READY');
  });

  it('[P27] a draft that did not come back from a procedure is tabled first', async () => {
    const returned = await referred();
    const { id, hash } = await stage.frozen();
    await stage.us.ask('chair', 'POST', `/packages/${id}/resume-drafting`);
    const elsewhere = await open('chair', { ...returned, id, hash }, switchFrom(returned));
    expect(elsewhere.code).toBe('NOT_FOUND');
    await stage.us.ask('chair', 'POST', `/packages/${returned.id}/versions`, { revision: 2 });
    await stage.us.ask('chair', 'POST', `/packages/${returned.id}/resume-drafting`);
    expect((await open('chair', returned, switchFrom(returned))).code).toBe('WRONG_STATE');
  });

  it('[R236] a broken silence runs again on the same text, before those whom the first one asked', async () => {
    const returned = await broken();
    const reissue = (first: Procedure) => ({ follows: { procedure: first.id, as: 'reissue' } });
    const named = await open('chair', returned, { ...reissue(returned.first), forum: FORUM });
    expect([named.code, detailOf(named)]).toEqual(['RULE_INPUT', expect.stringMatching(/^A reissue asks/)]);
    const again = of(await open('chair', returned, { ...reissue(returned.first), lane: 'urgent' }));
    expect([again.core.terms.followsAs, again.electorate.map(({ partner }) => partner)]).toEqual([
      'reissue',
      ['AU', 'CA', 'NO'],
    ]);
    await stage.act('CA head', again, { act: 'object', reason: 'Article 2.' });
    const narrower = of(await open('chair', returned, switchFrom({ ...returned, first: again })));
    await stage.act('CA head', narrower, { act: 'object', reason: 'Still article 2.' });
    const last = of(await open('chair', returned, { ...reissue(narrower), lane: 'urgent' }));
    expect([last.revision, last.core.terms.without]).toEqual([1, { partners: ['NO'], ground: GROUND }]);
    expect(last.electorate.map(({ partner }) => partner)).toEqual(['AU', 'CA']);
  });

  it('[R238] who is not asked is told so and why, is in no count, and can say nothing', async () => {
    const returned = await broken();
    const procedure = of(await open('chair', returned, switchFrom(returned)));
    const objection = { act: 'object', reason: 'We were not asked.' };
    expect((await stage.act('NO head', procedure, objection)).code).toBe('NOT_A_MEMBER');
    const hold = { type: 'hold', reason: 'We were not asked.', scope: [] };
    expect((await stage.say('NO head', procedure, hold)).code).toBe('NOT_A_MEMBER');
    const at = `/procedures/${procedure.id}`;
    const acknowledge = { step: 'acknowledged' };
    expect((await stage.us.call('NO head', 'POST', `${at}/notices`, acknowledge)).code).toBe('NOT_A_MEMBER');
    const seen = await stage.view(procedure.id, 'NO head');
    expect([seen.core.terms.without, seen.missing, seen.notices.map(({ partner }) => partner)]).toEqual([
      { partners: ['NO'], ground: GROUND },
      ['AU', 'CA'],
      ['AU', 'CA'],
    ]);
    const toldOf = async (who: string) =>
      (await stage.told(who, procedure)).map(({ kind, facts }) => [kind, facts.reason, facts.without]);
    expect(await toldOf('NO head')).toEqual([['not_asked', GROUND, ['NO']]]);
    expect(await toldOf('AU head')).toEqual([['procedure_opened', undefined, ['NO']]]);
    await stage.chair(procedure, { type: 'extend', deadlineAt: deadlineOf(procedure) + 3_600_000 });
    await stage.clock.setTo(deadlineOf(await stage.view(procedure.id)) + 1);
    await stage.sweep();
    expect((await stage.view(procedure.id)).state).toBe('adopted');
    expect((await toldOf('NO head')).map(([kind]) => kind)).toEqual(['procedure_closed', 'not_asked']);
  });

  it('[R238] the decision record says how it came, whom it does not ask and why, for whoever reads it', async () => {
    const returned = await referred();
    const procedure = of(await open('chair', returned, switchFrom(returned)));
    const record = await stage.decision('NO head', procedure);
    expect([record.follows, record.frozen.terms.followsAs, record.frozen.terms.without]).toEqual([
      returned.first.id,
      'forum_switch',
      { partners: ['NO'], ground: GROUND },
    ]);
    expect(record.frozen.names).toMatchObject({ NO: 'Norway' });
    expect(record.history.positions.map(({ partner }) => partner)).toEqual(['AU', 'CA']);
  });

  it('[R238] one that is announced tells those not asked once, when it is announced', async () => {
    const returned = await referred();
    const opensAt = (await stage.clock.now()) + 3_600_000;
    const procedure = of(await open('chair', returned, { ...switchFrom(returned), opensAt }));
    await stage.clock.setTo(opensAt);
    await stage.sweep();
    expect((await stage.view(procedure.id)).state).toBe('open');
    expect((await stage.told('NO head', procedure)).map(({ kind }) => kind)).toEqual(['not_asked']);
  });
});
