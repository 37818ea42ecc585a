import { err } from '@entente/kernel';
import { decide } from './decide.js';
import { termsFaults } from './faults.js';
import {
  act,
  at,
  code,
  hold,
  HASH,
  OTHER_HASH,
  reserve,
  Run,
  says,
  seats,
  silence,
} from './procedure.kit.js';
import { residualHash, type Terms } from './terms.js';

const NOW = '2026-06-05T08:00:00.000Z';
const OPENS = '2026-06-08T08:00:00.000Z';
const small = (change: Partial<Terms> = {}): Terms =>
  silence({ members: seats(['AU', 'CA', 'GB']), ...change });
const advance = { type: 'advance', by: 'chair', frozenHash: HASH } as const;

describe('from prepared to open', () => {
  it('[R60] a procedure is prepared, announced, open, one step at a time, each by the chair', () => {
    const run = new Run(small(), NOW, 'prepare');
    expect(run.now.state).toBe('prepared');
    expect(run.send(advance, NOW).now.state).toBe('announced');
    expect(run.code({ ...advance, by: 'secretariat' }, NOW)).toBe('WRONG_OFFICE');
    expect(run.send(advance, NOW).now).toMatchObject({ state: 'open', openedAt: at(NOW) });
    expect(run.code(advance, NOW)).toBe('ALREADY_OPEN');
  });

  it('[R60] one announced opens by itself at its instant, however late it is asked', () => {
    const run = new Run(small({ opensAt: at(OPENS) }), NOW, 'announce').tick('2026-06-10T00:00:00.000Z');
    expect(run.now).toMatchObject({ state: 'open', openedAt: at(OPENS), since: at(OPENS) });
  });

  it('[R60] before it is open nobody acts, and after it is withdrawn it does not open', () => {
    const run = new Run(small({ opensAt: at(OPENS) }), NOW, 'announce');
    expect(run.code(act('AU', 'object'), NOW)).toBe('WRONG_STATE');
    expect(run.code(hold('AU', 'h1'), NOW)).toBe('WRONG_STATE');
    run.send({ type: 'withdraw' }, NOW).tick('2026-07-01T00:00:00.000Z');
    expect(run.types()).toEqual(['announced', 'closed']);
  });

  it('[R61] only the frozen words are put to a procedure', () => {
    const terms = small();
    expect(decide(null, { type: 'open', terms, frozenHash: null }, at(NOW))).toEqual(
      err({ code: 'NOT_FROZEN' }),
    );
    expect(decide(null, { type: 'announce', terms, frozenHash: OTHER_HASH }, at(NOW))).toEqual(
      err({ code: 'HASH_MISMATCH', packageHash: OTHER_HASH }),
    );
  });

  it('[R61] the reserves that stand on the text are taken over', () => {
    const entered = new Run(small(), NOW).send(reserve('CA', 'substantive'), NOW).now.reserves;
    const terms = small();
    const decided = decide(null, { type: 'open', terms, frozenHash: HASH, reserves: entered }, at(NOW));
    expect(decided.ok && decided.value).toMatchObject([{ reserves: [{ id: 'r1', partner: 'CA' }] }]);
  });
});

describe('terms that do not open', () => {
  const faults = (change: Partial<Terms>): readonly string[] =>
    termsFaults(small(change), at(NOW)).map((fault) => fault.code);

  it.each([
    ['deadline_missing', { deadlineAt: null }],
    ['deadline_not_after_opening', { deadlineAt: at(NOW) }],
    ['period_too_short', { minPeriodMs: 90 * 86_400_000 }],
    [
      'item_twice',
      {
        items: [
          { id: '1', title: '' },
          { id: '1', title: '' },
        ],
      },
    ],
    ['item_unnamed', { items: [{ id: '*', title: 'All' }] }],
    ['period_too_short', { rule: { id: 'REVERSE_CONSENSUS', days: 60 } }],
    ['items_missing', { severable: true }],
    ['rule_not_of_kind', { rule: { id: 'MATRIX', minPartners: 1, minTargets: 1 } }],
    [
      'rule_not_of_kind',
      {
        rule: {
          id: 'COMPOSITE',
          parts: [{ name: 'targets', rule: { id: 'MATRIX', minPartners: 1, minTargets: 1 } }],
        },
      },
    ],
    ['limit_not_whole', { maxExtensions: 0.5 }],
    ['limit_not_whole', { holdMaxMs: -1 }],
    ['can_never_adopt', { rule: { id: 'UNSC_PROCEDURAL' } }],
    ['quorum_above_electorate', { fallback: { id: 'CONSENSUS' }, quorum: 4 }],
  ] as const)('[R62] %s', (fault, change) => {
    const found = faults(change);
    expect(found.length).toBeGreaterThan(0);
    // The council's rule cannot adopt with three members for a reason that has its own name.
    expect(fault === 'can_never_adopt' ? ['too_few_votes'] : [fault]).toEqual(found.slice(0, 1));
  });

  it('[R62] the period is counted from the opening that is announced', () => {
    const terms = small({ opensAt: at('2026-06-11T09:00:00.000Z'), minPeriodMs: 2 * 3_600_000 });
    expect(decide(null, { type: 'announce', terms, frozenHash: HASH }, at(NOW))).toEqual(
      err({ code: 'RULE_INPUT', fault: { code: 'period_too_short' } }),
    );
  });

  it('[R62] an opening in the past is not announced', () => {
    const terms = small({ opensAt: at(NOW) });
    expect(decide(null, { type: 'announce', terms, frozenHash: HASH }, at(OPENS))).toEqual(
      err({ code: 'INSTANT_UNFIT', bound: at(OPENS) }),
    );
  });
});

describe('before opening', () => {
  const announced = (change: Partial<Terms> = {}): Run =>
    new Run(small({ opensAt: at(OPENS), ...change }), NOW, 'announce');

  it('[R63] where the rules let them, a partner contests that silence is used', () => {
    const contest = says('CA', 'contest_use', { reason: 'Not urgent.' });
    expect(announced({ contestable: true }).send(contest, NOW).now).toMatchObject({
      state: 'withdrawn',
      cause: 'use_contested',
    });
    expect(announced().code(contest, NOW)).toBe('ACT_NOT_ALLOWED');
    expect(announced({ contestable: true }).code(says('CA', 'contest_use', { reason: '' }), OPENS)).toBe(
      'WRONG_STATE',
    );
  });

  it('[R87] a partner that takes no part leaves the electorate, in the terms too', () => {
    const run = announced()
      .send(says('CA', 'decline_participation', {}), NOW)
      .tick(OPENS);
    expect(run.of('opened')[0]?.terms.members[1]).toEqual({ partner: 'CA', weight: 1, participates: false });
    expect(run.code(act('CA', 'object'), OPENS)).toBe('NOT_A_MEMBER');
  });

  it('[R87] after opening it is too late, and nobody can be the last to go', () => {
    expect(announced().code(says('CA', 'decline_participation', {}), OPENS)).toBe('ELECTORATE_FROZEN');
    const alone = announced({ members: seats(['AU']) });
    expect(alone.code(says('AU', 'decline_participation', {}), NOW)).toBe('RULE_INPUT');
  });
});

describe('severable items', () => {
  const items = [
    { id: 'text', title: 'Decision', framework: true },
    { id: 't1', title: 'One' },
    { id: 't2', title: 'Two' },
  ];
  const severable = (): Run => new Run(small({ severable: true, items }), NOW);

  it('[R88] what is left without each item is hashed and shown at opening', () => {
    const terms = small({ severable: true, items });
    const residuals = severable().of('opened')[0]?.residuals;
    expect(residuals?.['t1']).toBe(residualHash(terms, HASH, ['t2', 'text']));
    expect(Object.keys(residuals ?? {})).toEqual(['text', 't1', 't2']);
  });

  it('[R88] the hash depends on the items left, not on the order of naming, and on the package', () => {
    const terms = small({ items });
    expect(residualHash(terms, HASH, ['t1', 'text'])).toBe(
      residualHash(terms, HASH, ['text', 't1', 'unknown']),
    );
    expect(residualHash(terms, HASH, ['text'])).not.toBe(residualHash(terms, HASH, ['text', 't1']));
    expect(residualHash(terms, OTHER_HASH, ['text'])).not.toBe(residualHash(terms, HASH, ['text']));
  });

  it('[R67] an objection to an entry takes it out at once; the rest is adopted under the hash that was shown', () => {
    const run = severable().send(act('CA', 'object', { scope: ['t1'] }), NOW);
    const shown = run.of('opened')[0]?.residuals['t1'];
    expect(run.of('settled')).toMatchObject([
      { matters: ['t1'], state: 'rejected', cause: 'objection', partners: ['CA'] },
    ]);
    expect(run.now.state).toBe('open');
    run.tick('2026-06-12T00:00:00.000Z');
    expect(run.of('closed')).toMatchObject([{ state: 'adopted', residual: shown }]);
  });

  it('[R67] the framework text, an article or no scope concern everything', () => {
    for (const scope of [['text'], ['t1', 'text'], ['art_4'], ['t1', 'art_4'], []]) {
      expect(severable().send(act('CA', 'object', { scope }), NOW).now.state).toBe('broken');
    }
  });

  it('[R67] when every entry is out and the text stands, the text is adopted alone', () => {
    const run = severable()
      .send(act('CA', 'object', { scope: ['t1', 't2'] }), NOW)
      .tick('2026-06-12T00:00:00.000Z');
    expect(run.now).toMatchObject({
      state: 'adopted',
      matters: [{ state: 'adopted' }, { state: 'rejected' }, { state: 'rejected' }],
    });
    expect(code('CA')).toBe(run.of('settled')[0]?.partners[0]);
  });

  it('[R67] a partner that agrees to the rest does not bring its entry back', () => {
    const run = severable()
      .send(act('CA', 'object', { scope: ['t1'] }), NOW)
      .send(act('CA', 'agree'), OPENS);
    expect(run.tick('2026-06-12T00:00:00.000Z').now.matters[1]).toMatchObject({
      id: 't1',
      state: 'rejected',
      since: at(NOW),
    });
  });
});
