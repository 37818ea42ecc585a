import type { PersonId } from '@entente/kernel';
import { act, at, code, HASH, hold, reserve, Run, says, seats, silence } from './procedure.kit.js';
import { liveActs } from './live.js';
import { missing } from './outcome.js';
import type { Terms } from './terms.js';

const T0 = '2026-06-08T08:00:00.000Z';
const T1 = '2026-06-09T08:00:00.000Z';
const LATER = '2026-06-11T10:00:05.000Z';
const open = (change: Partial<Terms> = {}): Run =>
  new Run(silence({ members: seats(['AU', 'CA', 'GB']), ...change }), T0);
const minister = { person: 'minister' as PersonId, level: 'capital' } as const;

describe('two people of one partner', () => {
  it('[R74] the higher level prevails, whoever speaks last; both stay and somebody is told', () => {
    const run = open().send(act('CA', 'agree', { ...minister, nonce: 'first' }), T0);
    run.send(act('CA', 'object', { nonce: 'second' }), T1);
    expect(run.now.state).toBe('open');
    expect(run.now.acts.map((each) => each.nonce)).toEqual(['first', 'second']);
    expect(run.of('disagreed')).toMatchObject([
      { partner: 'CA', prevails: 'first', over: 'second', at: at(T1) },
    ]);
  });

  it('[R74] at the same level the last one counts; one person that changes its mind disagrees with nobody', () => {
    const run = open().send(act('CA', 'abstain'), T0).send(act('CA', 'agree'), T0);
    expect(run.of('disagreed')).toEqual([]);
    run.send(act('CA', 'abstain', { person: 'other' as PersonId, nonce: 'last' }), T1);
    expect(run.of('disagreed')).toMatchObject([{ prevails: 'last' }]);
    expect(liveActs(run.now).get(act('CA', 'agree').partner)?.nonce).toBe('last');
  });
});

describe('a partner and whoever holds its proxy', () => {
  const vote = {
    kind: 'vote',
    rule: { id: 'UNANIMITY_ABST' },
    deadlineAt: null,
    reasonsRequired: false,
  } as const;
  const given = (): Run =>
    open(vote).send(says('CA', 'give_proxy', { to: code('AU'), says: 'as_holder' }), T0);
  const byProxy = { ...minister, proxyHolder: code('AU') } as const;

  it('[R36] [R74] its own objection stands before what was said by proxy, at whatever level', () => {
    const run = given()
      .send(act('CA', 'agree', byProxy), T0)
      .send(act('CA', 'object'), T1);
    expect(run.now).toMatchObject({ state: 'broken', cause: 'objection', closedAt: at(T1) });
    expect(run.of('disagreed')).toMatchObject([{ partner: 'CA' }]);
  });

  it('[R36] [R74] and is not undone by what is said by proxy afterwards', () => {
    const run = given().send(act('CA', 'abstain', { level: 'counsellor' }), T0);
    expect(run.send(act('CA', 'object', byProxy), T1).now.state).toBe('open');
    expect(liveActs(run.now).get(code('CA'))?.act).toBe('abstain');
  });
});

describe('ad referendum', () => {
  const vote = { kind: 'vote', rule: { id: 'UNANIMITY_ABST' }, deadlineAt: null } as const;
  const said = act('GB', 'agree', { adReferendum: true, nonce: 'gb' });
  const answered = (type: 'confirm_act' | 'repudiate_act', level: 'capital' | 'ambassador' = 'capital') =>
    says('GB', type, { act: 'gb', level });

  it('[R92] until the capital confirms, the partner has not answered; the vote closes at the confirmation', () => {
    const run = open(vote).send(act('AU', 'agree'), T0).send(act('CA', 'agree'), T0).send(said, T0);
    expect(missing(run.now)).toMatchObject({ state: 'open', awaited: ['GB'], ifAllAgree: 'adopted' });
    expect(run.send(answered('confirm_act'), T1).now).toMatchObject({ state: 'adopted', closedAt: at(T1) });
  });

  it('[R92] repudiated, it is as if it had not been said; neither can be done twice or by a lower level', () => {
    const run = open(vote).send(said, T0);
    expect(run.code(answered('confirm_act', 'ambassador'), T0)).toBe('LEVEL_TOO_LOW');
    expect(run.send(answered('repudiate_act'), T1).now.lapsed).toEqual(['gb']);
    expect(run.code(answered('confirm_act'), T1)).toBe('NOTHING_THERE');
    expect(run.code(says('CA', 'confirm_act', { act: 'gb', level: 'capital' }), T1)).toBe('NOT_OWNER');
  });

  it('[R92] under silence, unconfirmed, it is silence; an objection is never ad referendum', () => {
    const run = open({ rule: { id: 'UNANIMITY_ABST' } }).send(
      act('GB', 'abstain', { adReferendum: true }),
      T0,
    );
    expect(run.tick(LATER).now.state).toBe('adopted');
    expect(open().code(act('GB', 'object', { adReferendum: true }), T0)).toBe('ACT_NOT_ALLOWED');
  });

  it('[R75] an endorsement ad referendum is one at its confirmation', () => {
    const run = open().send(act('AU', 'agree'), T0).send(act('CA', 'agree'), T0).send(said, T0);
    expect(run.code({ type: 'close_early', by: 'chair' }, T0)).toBe('NOT_ALL_ENDORSED');
    run
      .send(answered('confirm_act'), T1)
      .send({ type: 'close_early', by: 'chair' }, '2026-06-10T08:00:00.000Z');
    expect(run.now).toMatchObject({ state: 'adopted', closedAt: at(T1) });
  });
});

describe('who must abstain, and who declares', () => {
  it('[R94] a party to the dispute only abstains, and is not waited for', () => {
    const members = [...seats(['AU', 'CA']), ...seats(['FR'], { obligatoryAbstention: true })];
    const vote = open({ kind: 'vote', rule: { id: 'SIMPLE_MAJORITY_MEMBERS' }, deadlineAt: null, members });
    expect(vote.code(act('FR', 'agree'), T0)).toBe('OBLIGATORY_ABSTENTION');
    expect(vote.code(act('FR', 'abstain'), T0)).toBe('done');
    expect(vote.send(act('AU', 'agree'), T0).send(act('CA', 'agree'), T1).now.state).toBe('adopted');
  });

  it('[R94] a constructive abstention is declared, and travels with the decision', () => {
    const run = open({ rule: { id: 'UNANIMITY_ABST' }, allowConstructive: true });
    expect(run.code(act('CA', 'abstain_constructive'), T0)).toBe('REASON_REQUIRED');
    run.send(act('CA', 'abstain_constructive', { reason: 'We shall not apply it.' }), T0);
    expect(run.now.declarations).toMatchObject([
      { kind: 'constructive_abstention', partners: ['CA'], text: 'We shall not apply it.' },
    ]);
    expect(open({ allowAbstain: false }).code(act('CA', 'abstain'), T0)).toBe('ACT_NOT_ALLOWED');
  });
});

describe('a message twice', () => {
  it('[R110] a word with the same nonce and content is one; with other content it is refused', () => {
    const placed = hold('CA', 'h1');
    const run = open({ onObjection: 'suspend' }).send(placed, T0);
    const before = run.events.length;
    expect(run.code(placed, T1)).toBe('done');
    expect(run.events).toHaveLength(before);
    expect(run.code({ ...placed, reason: 'Another.' }, T1)).toBe('NONCE_REUSED');
    expect(run.of('received')).toMatchObject([
      { command: 'hold', partner: 'CA', reason: 'We need time.', at: at(T0) },
    ]);
  });

  it('[R110] [R162] the chair’s leave is no part of a reserve’s content: sent again once the leave is used up, it is the same', () => {
    const entered = reserve('CA', 'legal');
    const run = open().send(entered, T0);
    const before = run.events.length;
    expect(run.code({ ...entered, leave: false }, T1)).toBe('done');
    expect(run.events).toHaveLength(before);
    const other = { ...entered, reserve: { ...entered.reserve, reason: 'Another.' } };
    expect(run.code(other, T1)).toBe('NONCE_REUSED');
  });

  it('[R110] also after the procedure has closed, as the second press of a button', () => {
    const brake = says('CA', 'emergency_brake', { reason: 'Vital.' });
    const run = open({ allowEmergencyBrake: true }).send(brake, T0);
    expect(run.code(brake, LATER)).toBe('done');
    expect(run.code(reserve('CA', 'legal'), LATER)).toBe('ALREADY_CLOSED');
  });
});

describe('a matrix', () => {
  const items = [
    { id: 'T1', title: 'One' },
    { id: 'T2', title: 'Two' },
  ];
  const matrix = (change: Partial<Terms> = {}): Run =>
    open({ kind: 'matrix', rule: { id: 'MATRIX', minPartners: 2, minTargets: 1 }, items, ...change });
  const cell = (partner: string, target: string, value: 'in' | 'in_later' | 'not_in') =>
    says(partner, 'set_cell', { target, cell: value });

  it('[R99] each partner says for each target; launched targets are adopted, others dropped and listed', () => {
    const run = matrix()
      .send(cell('AU', 'T1', 'in'), T0)
      .send(cell('CA', 'T1', 'in'), T0)
      .send(cell('GB', 'T2', 'in'), T0);
    expect(run.tick(LATER).now.matters).toMatchObject([
      { id: 'T1', state: 'adopted' },
      { id: 'T2', state: 'rejected' },
    ]);
    expect(run.now).toMatchObject({ state: 'adopted', closedAt: at('2026-06-11T10:00:00.001Z') });
  });

  it('[R99] awaited is whoever has not said something of every target', () => {
    const run = matrix()
      .send(cell('AU', 'T1', 'in'), T0)
      .send(cell('CA', 'T1', 'in'), T0);
    expect(missing(run.now).awaited).toContain('AU');
    run.send(cell('AU', 'T2', 'not_in'), T0);
    expect(missing(run.now).awaited).not.toContain('AU');
    expect(missing(run.now).awaited).toContain('CA');
  });

  it('[R99] a partner takes itself out without breaking the rest; the chair may close', () => {
    const run = matrix({ deadlineAt: null });
    for (const partner of ['AU', 'CA', 'GB']) run.send(cell(partner, 'T1', 'in'), T0);
    run.send(cell('GB', 'T1', 'not_in'), T1).send({ type: 'close', by: 'chair' }, LATER);
    expect(run.now).toMatchObject({ state: 'adopted', closedAt: at(LATER) });
    expect(matrix().code(act('AU', 'agree', { packageHash: HASH }), T0)).toBe('ACT_NOT_ALLOWED');
    expect(matrix().code(cell('AU', 'T9', 'in'), T0)).toBe('NOTHING_THERE');
    expect(open().code(cell('AU', 'T1', 'in'), T0)).toBe('ACT_NOT_ALLOWED');
  });
});

describe('rules of several parts, and rules turned round', () => {
  const pair: Terms['rule'] = {
    id: 'COMPOSITE',
    parts: [
      { name: 'decision', rule: { id: 'UNANIMITY_ABST' } },
      { name: 'regulation', rule: { id: 'SIMPLE_MAJORITY_MEMBERS' } },
    ],
  };
  const vote = (): Run => open({ kind: 'vote', rule: pair, deadlineAt: null, reasonsRequired: false });

  it('[R111] an act with the name of a part in its scope is about that part, any other about all', () => {
    const run = vote().send(act('AU', 'agree'), T0).send(act('CA', 'agree'), T0);
    run.send(act('GB', 'agree', { scope: ['decision'] }), T0);
    expect(missing(run.now).awaited).toEqual(['GB']);
    run.send(act('GB', 'object', { scope: ['regulation'] }), T1);
    expect(run.now).toMatchObject({ state: 'adopted', closedAt: at(T1) });
  });

  it('[R111] an objection does not end it before the other part is counted', () => {
    const run = vote().send(act('AU', 'object'), T0);
    expect(run.now.state).toBe('open');
    expect(run.send(act('CA', 'agree'), T0).send(act('GB', 'agree'), T1).now.state).toBe('not_adopted');
  });

  it('[R100] the default takes effect at the deadline unless all are against it', () => {
    const reverse = (): Run => open({ rule: { id: 'REVERSE_CONSENSUS', days: 3 } });
    const run = reverse().send(act('AU', 'object'), T0).send(act('CA', 'object'), T0);
    expect(run.now.state).toBe('open');
    expect(run.tick(LATER).now).toMatchObject({ state: 'adopted', closedAt: at('2026-06-11T10:00:00.001Z') });
    const all = ['AU', 'CA', 'GB'].reduce(
      (each, partner) => each.send(act(partner, 'object'), T0),
      reverse(),
    );
    expect(all.tick(LATER).now.state).toBe('not_adopted');
  });
});
