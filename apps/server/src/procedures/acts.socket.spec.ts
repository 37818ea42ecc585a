import 'reflect-metadata';
import type { Terms } from '@entente/consensus';
import type { DecisionRecord, Procedure } from '@entente/contracts';
import { randomUUID } from 'node:crypto';
import type { Answered } from '../test-coalition.js';
import { deadlineOf, ProcedureStage } from './procedure.kit.js';

const HOUR = 3_600_000;
const nonce = randomUUID;
const of = ({ body }: Answered): Procedure => body as Procedure;

/** What is said and ordered beside the act itself, over HTTP: first who must not, then who may, and what it comes to. */
describe('acts in a procedure', () => {
  let stage: ProcedureStage;
  beforeAll(async () => {
    stage = await ProcedureStage.open('acts');
  }, 60_000);
  afterAll(() => stage.close());

  const say = (who: string, procedure: Procedure, word: object): Promise<Answered> =>
    stage.say(who, procedure, word);
  const declare = (who: string, { id }: Procedure, change: object): Promise<Answered> =>
    stage.us.call(who, 'POST', `/procedures/${id}/declarations`, {
      id: nonce(),
      kind: 'explanation_of_vote',
      partners: [],
      text: 'We say so.',
      answers: null,
      ...change,
    });
  const vote = (change: Partial<Terms> = {}): Promise<Procedure> =>
    stage.openSilence({ kind: 'vote', rule: { id: 'UNANIMITY_ABST' }, deadlineAt: null, ...change });

  it('[R162] a word has its number in the record for the delegation that said it, and for no other', async () => {
    const procedure = await vote();
    const key = nonce();
    const given = of(
      await say('AU head', procedure, { type: 'give_proxy', to: 'NO', says: 'as_holder', nonce: key }),
    );
    const receipt = given.receipts.find((one) => one.key === key);
    const entry = (await stage.record(procedure.package)).find(
      ({ sequence }) => sequence === receipt?.sequence,
    );
    expect([receipt?.type, entry?.type]).toEqual(['received', 'procedure.received']);
    expect((await stage.view(procedure.id, 'NO head')).receipts).toEqual([]);
    expect((await stage.view(procedure.id, 'AU delegate')).receipts).toEqual(given.receipts);
  });

  describe('a rule in parts', () => {
    const pair: Terms['rule'] = {
      id: 'COMPOSITE',
      parts: [
        { name: 'decision', rule: { id: 'UNANIMITY_ABST' } },
        { name: 'regulation', rule: { id: 'SIMPLE_MAJORITY_MEMBERS' } },
      ],
    };

    it('[R111] a partner says one thing of one part and another of the other; both are live, with their receipts', async () => {
      const procedure = await vote({ rule: pair, reasonsRequired: false });
      for (const who of ['chair', 'observer']) {
        expect((await stage.act(who, procedure, { scope: ['decision'] })).code).toBe('FORBIDDEN');
      }
      await stage.act('AU head', procedure, { scope: ['decision'] });
      await stage.act('AU head', procedure, { act: 'object', scope: ['regulation'] });
      const seen = await stage.view(procedure.id, 'NO head');
      expect(seen.acts.map(({ partner, act, scope }) => [partner, act, scope])).toEqual([
        ['AU', 'agree', ['decision']],
        ['AU', 'object', ['regulation']],
      ]);
      expect([seen.state, seen.missing]).toEqual(['open', ['CA', 'NO']]);
    });

    it('[R33] adopted where each part is, with a vote against in the part that a majority carries', async () => {
      const procedure = await vote({ rule: pair, reasonsRequired: false });
      await stage.act('AU head', procedure, { scope: ['decision'] });
      await stage.act('AU head', procedure, { act: 'object', scope: ['regulation'] });
      await stage.act('CA head', procedure);
      const last = of(await stage.act('NO head', procedure));
      expect([last.state, last.cause]).toEqual(['adopted', 'counted']);
    });
  });

  describe('a matrix', () => {
    const items = [
      { id: 'T1', title: 'Unit one' },
      { id: 'T2', title: 'Unit two' },
    ];
    const matrix = (): Promise<Procedure> =>
      stage.openSilence({ kind: 'matrix', rule: { id: 'MATRIX', minPartners: 2, minTargets: 1 }, items });

    it('[R99] each partner says for each target; who is in with enough is launched at the deadline, the rest is dropped', async () => {
      const procedure = await matrix();
      const cell = { type: 'set_cell', target: 'T1', cell: 'in' };
      expect((await say('chair', procedure, cell)).code).toBe('FORBIDDEN');
      expect((await say('AU delegate', procedure, cell)).code).toBe('FORBIDDEN');
      expect((await say('AU head', procedure, { ...cell, target: 'T9' })).code).toBe('NOT_FOUND');
      expect((await stage.act('AU head', procedure)).code).toBe('ACT_NOT_ALLOWED');
      await say('AU head', procedure, cell);
      expect(of(await say('CA head', procedure, cell)).missing).toEqual(['AU', 'CA', 'NO']);
      expect(
        of(await say('CA head', procedure, { ...cell, target: 'T2', cell: 'in_later' })).missing,
      ).toEqual(['AU', 'NO']);
      await stage.clock.setTo(deadlineOf(procedure) + 1);
      await stage.sweep();
      const closed = await stage.view(procedure.id);
      expect(closed.core.matters.map(({ id, state }) => [id, state])).toEqual([
        ['T1', 'adopted'],
        ['T2', 'rejected'],
      ]);
    });
  });

  describe('declarations', () => {
    it('[R108] with the vote or later, for one’s own partner, each in its time; they stand in the record and move nothing', async () => {
      const procedure = await vote();
      expect((await declare('AU delegate', procedure, { partners: ['AU'] })).code).toBe('FORBIDDEN');
      expect((await declare('AU head', procedure, { partners: ['NO'] })).code).toBe('NOT_OWNER');
      expect((await declare('AU head', procedure, { partners: ['AU', 'NO'] })).code).toBe('NOT_OWNER');
      expect((await declare('AU head', procedure, { kind: 'alignment', partners: ['AU'] })).code).toBe(
        'NOT_A_MEMBER',
      );
      const kind = 'interpretative_declaration';
      const first = of(await declare('AU head', procedure, { kind, partners: ['AU'] }));
      expect(first.core.declarations).toMatchObject([{ kind, partners: ['AU'], text: 'We say so.' }]);
      expect([first.state, first.missing]).toEqual(['open', ['AU', 'CA', 'NO']]);
      const answers = first.core.declarations[0]?.id;
      await declare('secretary', procedure, { kind: 'statement_in_minutes', answers });
      for (const who of ['AU head', 'CA head', 'NO head']) await stage.act(who, procedure);
      expect((await declare('NO head', procedure, { kind, partners: ['NO'] })).code).toBe('ACT_NOT_ALLOWED');
      await declare('NO head', procedure, { partners: ['NO'] });
      const path = `/procedures/${procedure.id}/record`;
      const record = await stage.us.ask<DecisionRecord>('observer', 'GET', path);
      expect(record.history.declarations.map((one) => one.kind)).toEqual([
        kind,
        'statement_in_minutes',
        'explanation_of_vote',
      ]);
    });
  });

  describe('proxies', () => {
    const give = { type: 'give_proxy', to: 'NO', says: 'as_holder' };

    it('[R93] one a holder; it speaks as its holder does, may be used outright, and revoked takes its act along', async () => {
      const procedure = await vote();
      expect((await say('secretary', procedure, give)).code).toBe('FORBIDDEN');
      expect((await say('AU silent', procedure, give)).code).toBe('NO_MANDATE');
      await say('AU head', procedure, give);
      expect((await say('CA head', procedure, give)).code).toBe('PROXY_LIMIT');
      expect((await stage.act('NO head', procedure, { proxyFor: 'CA' })).code).toBe('NO_MANDATE');
      const acted = of(await stage.act('NO head', procedure, { proxyFor: 'AU' }));
      expect(acted.acts.map(({ partner }) => partner)).toEqual(['AU']);
      const revoked = of(await say('AU head', procedure, { type: 'revoke_proxy' }));
      expect([revoked.acts, revoked.missing]).toEqual([[], ['AU', 'CA', 'NO']]);
      expect((await say('AU head', procedure, { type: 'revoke_proxy' })).code).toBe('NOT_FOUND');
    });

    it('[R36] who is represented is not awaited once its holder has spoken', async () => {
      const procedure = await vote();
      await say('AU head', procedure, give);
      expect(of(await stage.act('NO head', procedure)).missing).toEqual(['CA']);
      expect(of(await stage.act('CA head', procedure)).state).toBe('adopted');
    });
  });

  it('[R98] the emergency brake is for a member, with a reason, where the terms have it: referred, without a vote', async () => {
    const brake = { type: 'emergency_brake', reason: 'Vital interest in the northern cable.' };
    const without = await vote();
    expect((await say('AU head', without, brake)).code).toBe('ACT_NOT_ALLOWED');
    const procedure = await vote({ allowEmergencyBrake: true });
    expect((await say('chair', procedure, brake)).code).toBe('FORBIDDEN');
    expect((await say('AU head', procedure, { ...brake, reason: ' ' })).code).toBe('REASON_REQUIRED');
    const ended = of(await say('AU head', procedure, brake));
    expect([ended.state, ended.cause]).toEqual(['referred', 'emergency_brake']);
    expect((await stage.package(procedure.package)).state).toBe('drafting');
  });

  it('[R63] the use of silence is contested before opening, by a member, where the terms allow it', async () => {
    const announced = async (contestable: boolean): Promise<Procedure> => {
      const opensAt = (await stage.clock.now()) + HOUR;
      return stage.openSilence({
        contestable,
        announcedAt: (opensAt - HOUR) as Terms['opensAt'],
        opensAt: opensAt as Terms['opensAt'],
        deadlineAt: (opensAt + HOUR) as Terms['deadlineAt'],
      });
    };
    const contest = { type: 'contest_use', reason: 'Not for this matter.' };
    expect((await say('AU head', await announced(false), contest)).code).toBe('ACT_NOT_ALLOWED');
    const procedure = await announced(true);
    expect(procedure.state).toBe('announced');
    expect((await say('observer', procedure, contest)).code).toBe('FORBIDDEN');
    const ended = of(await say('AU head', procedure, contest));
    expect([ended.state, ended.cause]).toEqual(['withdrawn', 'use_contested']);
    expect((await stage.package(procedure.package)).state).toBe('drafting');
  });

  it('[R73] an earlier deadline is set once every partner has agreed to exactly that instant', async () => {
    const procedure = await stage.openSilence();
    const deadlineAt = deadlineOf(procedure) - HOUR / 2;
    const shorten = { type: 'extend', deadlineAt };
    const agree = { type: 'agree_shortening', deadlineAt };
    expect((await say('chair', procedure, agree)).code).toBe('FORBIDDEN');
    expect((await say('AU head', procedure, { ...agree, deadlineAt: deadlineOf(procedure) })).code).toBe(
      'INSTANT_UNFIT',
    );
    await say('AU head', procedure, agree);
    await say('CA head', procedure, agree);
    await say('NO head', procedure, { ...agree, deadlineAt: deadlineAt + 1 });
    expect((await stage.chair(procedure, shorten)).code).toBe('SHORTENING_REQUIRES_ALL');
    await say('NO head', procedure, agree);
    expect((await stage.chair(procedure, shorten, 'AU head')).code).toBe('FORBIDDEN');
    expect(of(await stage.chair(procedure, shorten)).deadlineAt).toBe(deadlineAt);
  });

  describe('changes of the electorate', () => {
    const leaving = (partner: string, how = 'suspended') => ({
      type: 'change_electorate',
      id: nonce(),
      at: null,
      leaving: [{ partner, how }],
      joining: [],
    });

    it('[R86] a result that a removal turned waits for the chair, with both computations', async () => {
      const procedure = await vote({ rule: { id: 'SIMPLE_MAJORITY_MEMBERS' }, reasonsRequired: false });
      await stage.act('AU head', procedure);
      await stage.act('CA head', procedure, { act: 'object' });
      expect((await stage.chair(procedure, leaving('NO'), 'AU head')).code).toBe('FORBIDDEN');
      expect((await stage.chair(procedure, leaving('NO'), 'secretary')).code).toBe('FORBIDDEN');
      expect((await stage.chair(procedure, leaving('GB'))).code).toBe('NOT_A_MEMBER');
      const same = of(await stage.chair(procedure, leaving('NO')));
      expect(same.core.comparison).toMatchObject({
        without: ['NO'],
        is: 'not_adopted',
        wouldHaveBeen: 'not_adopted',
      });
      const turned = await vote({ rule: { id: 'SIMPLE_MAJORITY_MEMBERS' }, reasonsRequired: false });
      await stage.act('AU head', turned);
      const pending = of(
        await stage.chair(turned, {
          ...leaving('CA'),
          leaving: [
            { partner: 'CA', how: 'left' },
            { partner: 'NO', how: 'left' },
          ],
        }),
      );
      expect([pending.state, pending.core.pending?.comparison]).toEqual([
        'suspended',
        { without: ['CA', 'NO'], is: 'adopted', wouldHaveBeen: 'not_adopted' },
      ]);
      expect((await stage.chair(turned, { type: 'confirm_result' }, 'AU head')).code).toBe('FORBIDDEN');
      const confirmed = of(await stage.chair(turned, { type: 'confirm_result' }));
      expect([confirmed.state, confirmed.core.comparison?.wouldHaveBeen]).toEqual(['adopted', 'not_adopted']);
      expect(confirmed.receipts.map(({ type }) => type)).toContain('result_confirmed');
    });

    it('[R85] nobody joins what is open, unless its terms let joiners in; then from that instant on', async () => {
      const joining = [{ partner: 'NO', weight: 6, participates: true }];
      // Plain strings stand for codes: the route parses them.
      const members = [
        { partner: 'AU', weight: 27, participates: true },
        { partner: 'CA', weight: 41, participates: true },
      ] as unknown as Terms['members'];
      const join = { ...leaving('AU'), leaving: [], joining };
      expect((await stage.chair(await vote({ members }), join)).code).toBe('ELECTORATE_FROZEN');
      const procedure = await vote({ members, joiners: 'pending_matters' });
      expect((await stage.act('NO head', procedure)).code).toBe('NOT_A_MEMBER');
      await stage.chair(procedure, { ...join, id: nonce() });
      expect((await stage.act('NO head', procedure)).status).toBe(200);
    });
  });

  it('[R79] the chair closes a vote as it stands, and nobody else does', async () => {
    const procedure = await vote({ rule: { id: 'SIMPLE_MAJORITY_MEMBERS' } });
    await stage.act('AU head', procedure);
    await stage.act('CA head', procedure);
    expect((await stage.chair(procedure, { type: 'close' }, 'secretary')).code).toBe('FORBIDDEN');
    expect(of(await stage.chair(procedure, { type: 'close' })).state).toBe('adopted');
  });

  it('[R90] what the chair refers is put to another body on the same hash, named as a forum switch', async () => {
    const { id, hash } = await stage.frozen();
    const open = (body: object) =>
      stage.us.call('chair', 'POST', `/packages/${id}/procedures`, { packageHash: hash, ...body });
    const first = of(await open({ rulebook: { id: 'nato-silence', version: 1 } }));
    const refer = { type: 'refer', reason: 'France does not sit there.' };
    expect((await stage.chair(first, refer, 'AU head')).code).toBe('FORBIDDEN');
    expect((await stage.chair(first, { ...refer, reason: '' })).code).toBe('INPUT_INVALID');
    expect(of(await stage.chair(first, refer)).state).toBe('referred');
    await stage.us.ask('chair', 'POST', `/packages/${id}/versions`, { revision: 2 });
    const follows = { procedure: first.id, as: 'forum_switch' };
    const again = of(await open({ rulebook: { id: 'custom-simple-majority', version: 1 }, follows }));
    expect([again.state, again.follows, again.core.terms.followsAs]).toEqual([
      'open',
      first.id,
      'forum_switch',
    ]);
  });

  it('[R67] [R88] an objection that names entries fells those; what is left has the hash that was shown at opening', async () => {
    const items = [
      { id: 'E1', title: 'First entry' },
      { id: 'E2', title: 'Second entry' },
    ];
    const procedure = await stage.openSilence({ severable: true, items });
    const opened = (await stage.record(procedure.package)).find(({ type }) => type === 'procedure.opened');
    const residuals = (opened?.body as { residuals: Record<string, string> } | undefined)?.residuals;
    const objection = { act: 'object', reason: 'The vessel is not theirs.', scope: ['E2'] };
    expect((await stage.act('observer', procedure, objection)).code).toBe('FORBIDDEN');
    const severed = of(await stage.act('NO head', procedure, objection));
    expect([severed.state, severed.core.matters.map(({ state }) => state)]).toEqual([
      'open',
      ['open', 'rejected'],
    ]);
    await stage.clock.setTo(deadlineOf(procedure) + 1);
    await stage.sweep();
    const record = await stage.record(procedure.package);
    const closed = record.findLast(({ type }) => type === 'procedure.closed');
    expect(residuals?.['E2']).toMatch(/^sha256:/);
    expect(closed?.body).toMatchObject({ state: 'adopted', residual: residuals?.['E2'] });
  });
});
