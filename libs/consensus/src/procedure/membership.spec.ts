import { act, at, code, reserve, Run, says, seats, silence, speaker } from './procedure.kit.js';
import type { ActKind } from './act.js';
import type { CommandOf } from './command.js';
import type { Terms } from './terms.js';

const T0 = '2026-06-08T08:00:00.000Z';
const T1 = '2026-06-08T09:00:00.000Z';
const T2 = '2026-06-08T10:00:00.000Z';
const PARTNERS = ['AU', 'CA', 'GB', 'JP', 'US'];
const vote = (change: Partial<Terms> = {}): Run =>
  new Run(
    silence({
      kind: 'vote',
      rule: { id: 'SIMPLE_MAJORITY_MEMBERS' },
      members: seats(PARTNERS),
      deadlineAt: null,
      reasonsRequired: false,
      ...change,
    }),
    T0,
  );
const after = (run: Run, said: Readonly<Record<string, ActKind>>): Run =>
  Object.entries(said).reduce((sofar, [partner, kind]) => sofar.send(act(partner, kind), T0), run);
const removed = (...partners: readonly string[]): CommandOf<'change_electorate'> => ({
  type: 'change_electorate',
  by: 'chair',
  id: partners.join(' '),
  at: null,
  leaving: partners.map((partner) => ({ partner: code(partner), how: 'suspended' })),
  joining: [],
});

describe('members removed while it is open', () => {
  it('[R84] with a member goes its act; thresholds are those of the members left, and the record has both counts', () => {
    const run = after(vote(), { AU: 'agree', CA: 'agree', GB: 'agree' }).send(removed('JP', 'US'), T1);
    expect(run.of('closed')).toMatchObject([
      {
        state: 'adopted',
        at: at(T1),
        comparison: { without: ['JP', 'US'], is: 'adopted', wouldHaveBeen: 'adopted' },
      },
    ]);
  });

  it('[R84] and its reserves, its holds, and its seat', () => {
    const run = vote().send(reserve('US', 'substantive'), T0).send(removed('US'), T1);
    expect(run.now.reserves[0]?.end).toMatchObject({ mode: 'lapsed', at: at(T1) });
    expect(run.now.members.find((member) => member.partner === 'US')?.suspended).toBe(true);
    expect(run.code(act('US', 'object'), T2)).toBe('NOT_A_MEMBER');
  });

  it('[R84] a member is suspended once, and may leave then; who has left is no member', () => {
    const change = (how: 'left' | 'suspended', id: string): CommandOf<'change_electorate'> => ({
      ...removed('US'),
      id,
      leaving: [{ partner: code('US'), how }],
    });
    const run = vote().send(change('suspended', 'c1'), T1);
    expect(run.code(change('suspended', 'c2'), T1)).toBe('NOT_A_MEMBER');
    expect(run.code(change('left', 'c3'), T1)).toBe('done');
    expect(run.code(change('left', 'c4'), T1)).toBe('NOT_A_MEMBER');
  });

  it('[R86] a result that their removal turns waits for the chair, who is told what it would have been', () => {
    const run = after(vote(), { AU: 'agree', CA: 'agree', GB: 'object', US: 'object' }).send(
      removed('JP', 'US'),
      T1,
    );
    expect(run.of('confirmation_due')).toMatchObject([
      { comparison: { is: 'adopted', wouldHaveBeen: 'not_adopted' }, at: at(T1) },
    ]);
    expect(run.now).toMatchObject({ state: 'suspended', closedAt: null });
    expect(run.code(act('AU', 'object'), T2)).toBe('WRONG_STATE');
    run.send({ type: 'confirm_result', by: 'chair' }, T2);
    expect(run.now).toMatchObject({
      state: 'adopted',
      closedAt: at(T1),
      comparison: { wouldHaveBeen: 'not_adopted' },
    });
  });

  it('[R86] confirmed by nobody else, and where nothing waits there is nothing to confirm', () => {
    const run = after(vote(), { AU: 'agree', CA: 'agree', GB: 'object', US: 'object' }).send(
      removed('JP', 'US'),
      T1,
    );
    expect(run.code({ type: 'confirm_result', by: 'secretariat' }, T2)).toBe('WRONG_OFFICE');
    expect(vote().code({ type: 'confirm_result', by: 'chair' }, T2)).toBe('WRONG_STATE');
    expect(vote().code({ type: 'void', by: 'chair' }, T2)).toBe('WRONG_STATE');
  });

  it('[R69] an electorate of nobody voids it', () => {
    expect(vote({ members: seats(['AU']) }).send(removed('AU'), T1).now).toMatchObject({
      state: 'void',
      cause: 'no_electorate',
    });
  });

  it('[R85] nobody joins an open procedure unless its terms let joiners into what is pending', () => {
    const joining = { ...removed(), id: 'join', joining: seats(['NZ']) };
    expect(vote().code(joining, T1)).toBe('ELECTORATE_FROZEN');
    const open = vote({ joiners: 'pending_matters' });
    expect(open.code({ ...joining, at: at(T0) }, T1)).toBe('INSTANT_UNFIT');
    expect(open.send(joining, T1).code(act('NZ', 'agree'), T1)).toBe('done');
    expect(open.code({ ...joining, id: 'twice' }, T1)).toBe('ID_TAKEN');
    expect(open.code(removed('ZZ'), T1)).toBe('NOT_A_MEMBER');
  });
});

describe('a change of the electorate that is no good', () => {
  it('[R85] names nobody twice, and brings no joiner without a weight where weights count', () => {
    const open = vote({ joiners: 'pending_matters' });
    expect(open.code({ ...removed('US', 'US'), id: 'x' }, T1)).toBe('ID_TAKEN');
    expect(open.code({ ...removed('US'), joining: seats(['US']) }, T1)).toBe('ID_TAKEN');
    expect(open.code({ ...removed(), id: 'y', joining: seats(['NZ'], { weight: 0.5 }) }, T1)).toBe(
      'RULE_INPUT',
    );
    const weighed = vote({ joiners: 'pending_matters', rule: { id: 'WEIGHTED', num: 1, den: 2 } });
    expect(weighed.code({ ...removed(), id: 'z', joining: seats(['NZ'], { weight: 0 }) }, T1)).toBe(
      'RULE_INPUT',
    );
  });

  it('[R84] a member suspended and then gone is compared once', () => {
    const run = after(vote(), { AU: 'agree', CA: 'agree' }).send(removed('US'), T1);
    run.send({ ...removed(), id: 'gone', leaving: [{ partner: code('US'), how: 'left' }] }, T1);
    run.send(act('GB', 'agree'), T2).send(act('JP', 'agree'), T2);
    expect(run.of('closed')).toMatchObject([{ comparison: { without: ['US'], wouldHaveBeen: 'adopted' } }]);
  });
});

describe('proxies', () => {
  const give = (from: string, to: string, more: object = {}): CommandOf<'give_proxy'> =>
    says(from, 'give_proxy', { to: code(to), says: 'as_holder', ...more });

  it('[R93] the giver is represented as the holder speaks, or as the proxy says', () => {
    const run = after(vote().send(give('JP', 'US'), T0), {
      AU: 'agree',
      CA: 'object',
      GB: 'object',
      US: 'agree',
    });
    expect(run.now).toMatchObject({ state: 'adopted' });
    const fixed = after(vote().send(give('JP', 'US', { says: 'abstain' }), T0), {
      AU: 'agree',
      CA: 'object',
      GB: 'object',
      US: 'agree',
    });
    expect(fixed.now.state).toBe('not_adopted');
  });

  it('[R93] recorded before the close, so many to a holder as the terms say, to a member, not to oneself', () => {
    const run = vote().send(give('JP', 'US'), T0);
    expect(run.code(give('GB', 'US'), T0)).toBe('PROXY_LIMIT');
    expect(run.code(give('JP', 'GB'), T0)).toBe('PROXY_LIMIT');
    expect(run.code(give('GB', 'NZ'), T0)).toBe('NOT_A_MEMBER');
    expect(run.code(give('GB', 'GB'), T0)).toBe('ACT_NOT_ALLOWED');
    run.send({ type: 'close', by: 'chair' }, T1);
    expect(run.code(give('GB', 'AU'), T1)).toBe('ALREADY_CLOSED');
  });

  it('[R93] revoked, what the holder said for the giver no longer counts', () => {
    const run = vote().send(give('JP', 'US'), T0);
    run.send(act('JP', 'agree', { ...speaker('JP'), proxyHolder: code('US') }), T0);
    expect(run.send(says('JP', 'revoke_proxy', {}), T1).now.lapsed).toHaveLength(1);
    expect(run.code(says('JP', 'revoke_proxy', {}), T1)).toBe('NOTHING_THERE');
    expect(run.code(act('JP', 'agree', { proxyHolder: code('US') }), T1)).toBe('NO_MANDATE');
  });

  it('[R93] with its holder a proxy goes: nobody who left speaks for another', () => {
    const run = after(vote().send(give('JP', 'US'), T0), { US: 'agree', AU: 'agree' }).send(
      removed('US'),
      T1,
    );
    expect(run.of('proxy_revoked')).toMatchObject([{ giver: 'JP', at: at(T1) }]);
    run.send(act('CA', 'agree'), T2).send(act('GB', 'agree'), T2);
    expect(run.now.state).toBe('open');
  });
});
