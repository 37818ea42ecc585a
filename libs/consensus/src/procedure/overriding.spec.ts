import type { PersonId } from '@entente/kernel';
import { act, at, code, liftReserve, reserve, Run, says, seats, silence } from './procedure.kit.js';
import type { Terms } from './terms.js';

const T0 = '2026-06-08T08:00:00.000Z';
const T1 = '2026-06-09T08:00:00.000Z';
const T2 = '2026-06-10T08:00:00.000Z';
const LATER = '2026-06-11T10:00:05.000Z';
const items = ['e1', 'e2'].map((id) => ({ id, title: `Entry ${id}` }));
const open = (change: Partial<Terms> = {}): Run =>
  new Run(silence({ members: seats(['AU', 'CA', 'GB']), rule: { id: 'UNANIMITY_ABST' }, ...change }), T0);
const vote = { kind: 'vote', deadlineAt: null } as const;
const ofParliament = (level: 'ambassador' | 'capital' = 'capital', scope: readonly string[] = []) => ({
  ...reserve('GB', 'parliamentary', { scope }),
  level,
});
const URGENT = { overrideReason: 'The measures lapse tomorrow.' };
const minister = { person: 'minister' as PersonId, level: 'capital' } as const;

describe('a parliament’s reserve is not passed over by whoever may not lift it', () => {
  it('[R250] [R102] a lower level than entered it does not override it by agreeing or abstaining', () => {
    const run = open().send(ofParliament('capital'), T0);
    expect(run.code(act('GB', 'agree', { ...URGENT, level: 'counsellor' }), T1)).toBe('LEVEL_TOO_LOW');
    expect(run.code(act('GB', 'abstain', URGENT), T1)).toBe('LEVEL_TOO_LOW');
    expect(run.now.reserves[0]?.end).toBeNull();
    expect(run.code(act('GB', 'agree', { ...URGENT, ...minister }), T1)).toBe('done');
    expect(run.now.reserves[0]?.end).toMatchObject({ mode: 'overridden', by: { level: 'capital' } });
  });

  it('[R250] objecting overrides nothing, and is heard at any level', () => {
    const run = open().send(ofParliament('capital'), T0);
    expect(run.send(act('GB', 'object', { level: 'counsellor' }), T1).now).toMatchObject({
      state: 'broken',
      reserves: [{ end: null }],
    });
  });

  it('[R250] [R102] whoever holds its owner’s proxy does not override it either', () => {
    const run = open(vote).send(ofParliament('ambassador'), T0);
    run.send(says('GB', 'give_proxy', { to: code('AU'), says: 'as_holder' }), T0);
    const byProxy = act('GB', 'agree', { ...URGENT, ...minister, proxyHolder: code('AU') });
    expect(run.code(byProxy, T1)).toBe('NOT_OWNER');
    run.send(liftReserve('GB'), T1);
    expect(run.code(byProxy, T1)).toBe('done');
  });
});

describe('an agreement ad referendum over a parliament’s reserve', () => {
  const said = act('GB', 'agree', { ...URGENT, level: 'counsellor', adReferendum: true, nonce: 'gb' });
  const answer = (type: 'confirm_act' | 'repudiate_act') => says('GB', type, { act: 'gb', ...minister });
  const silent = (): Run => open().send(ofParliament('capital'), T0).send(said, T1);

  it('[R250] [R92] overrides it when the capital confirms, for the reasons that were stated', () => {
    expect(silent().now.reserves[0]?.end).toBeNull();
    const run = silent().send(answer('confirm_act'), T2);
    expect(run.now.reserves[0]?.end).toEqual({
      mode: 'overridden',
      to: null,
      by: { partner: 'GB', ...minister },
      reason: URGENT.overrideReason,
      evidence: '',
      at: at(T2),
    });
    expect(run.tick(LATER).now.state).toBe('adopted');
  });

  it('[R250] [R92] repudiated or not confirmed, it leaves the reserve as it was', () => {
    const repudiated = silent().send(answer('repudiate_act'), T2);
    expect(repudiated.tick(LATER).now).toMatchObject({ state: 'broken', cause: 'reserve_not_lifted' });
    expect(silent().tick(LATER).now).toMatchObject({ state: 'broken', reserves: [{ end: null }] });
  });

  it('[R250] is not confirmed over a reserve entered since, for which no reasons were stated', () => {
    const run = open().send(said, T0).send(ofParliament('capital'), T1);
    expect(run.code(answer('confirm_act'), T2)).toBe('OVERRIDE_REASON_REQUIRED');
    expect(run.refusals.at(-1)).toMatchObject({ reserves: ['r1'] });
    expect(run.send(liftReserve('GB', 'r1', minister), T2).code(answer('confirm_act'), T2)).toBe('done');
  });
});

describe('a reserve on something else', () => {
  it('[R250] is neither asked about nor ended by an agreement to another entry', () => {
    const run = open({ severable: true, items }).send(ofParliament('ambassador', ['e2']), T0);
    expect(run.code(act('GB', 'agree', { scope: ['e1'] }), T1)).toBe('done');
    expect(run.code(act('GB', 'agree', { ...URGENT, scope: ['e1'] }), T1)).toBe('done');
    expect(run.now.reserves[0]?.end).toBeNull();
    expect(run.code(act('GB', 'agree', { scope: ['e2'] }), T1)).toBe('OVERRIDE_REASON_REQUIRED');
    expect(run.code(act('GB', 'agree'), T1)).toBe('OVERRIDE_REASON_REQUIRED');
    expect(run.tick(LATER).now.matters).toMatchObject([
      { id: 'e1', state: 'adopted' },
      { id: 'e2', state: 'rejected', cause: 'reserve_not_lifted' },
    ]);
  });
});

describe('a matrix', () => {
  const IN_BY = (minPartners: number): Run => {
    const run = open({ kind: 'matrix', rule: { id: 'MATRIX', minPartners, minTargets: 1 }, items });
    run.send(ofParliament('capital', ['e1']), T0);
    for (const partner of ['AU', 'CA', 'GB']) {
      for (const target of ['e1', 'e2']) run.send(says(partner, 'set_cell', { target, cell: 'in' }), T1);
    }
    return run;
  };

  it('[R252] [R70] a partner with a blocking reserve on a target is not in on it while that is live', () => {
    const run = IN_BY(3).tick(LATER);
    expect(run.now.matters).toMatchObject([
      { id: 'e1', state: 'rejected' },
      { id: 'e2', state: 'adopted' },
    ]);
    const lifted = IN_BY(3)
      .send(liftReserve('GB', 'r1', minister), T2)
      .tick(LATER);
    expect(lifted.now.matters).toMatchObject([{ state: 'adopted' }, { state: 'adopted' }]);
  });

  it('[R252] the reserve holds back its owner alone: the others launch the target without it', () => {
    expect(IN_BY(2).tick(LATER).now.matters).toMatchObject([{ state: 'adopted' }, { state: 'adopted' }]);
  });
});
