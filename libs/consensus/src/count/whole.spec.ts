import type { DelegationCode } from '@entente/kernel';
import { ballot, bodyOf, codes, seats, UNION } from '../eu27.kit.js';
import type { CompositeRule, MatrixRule, SingleRule } from '../rule/rule.js';
import { count } from './count.js';
import { quorumNeed, type Electorate, type Quorum } from './electorate.js';
import { proxyFault, withProxies, type Proxy } from './proxy.js';
import { countBoth } from './reduced.js';

const code = (text: string): DelegationCode => text as DelegationCode;
const five = seats(5);

describe('a matrix', () => {
  const members = codes('AU GB US CA').map((partner) => ({ partner, weight: 1, participates: true }));
  const rule: MatrixRule = { id: 'MATRIX', minPartners: 3, minTargets: 1 };

  it('[R31] launches a target with enough partners in, and lists the dropped one', () => {
    const targets = new Map([
      ['T1', ballot(members, { in_favour: 'AU GB US' })],
      ['T2', ballot(members, { in_favour: 'AU GB' })],
    ]);
    const counted = count(rule, bodyOf(members), { targets });
    expect(counted).toMatchObject({
      outcome: 'adopted',
      targets: [
        { target: 'T1', launched: true, short: 0, in: { partners: ['AU', 'GB', 'US'] } },
        { target: 'T2', launched: false, short: 1, in: { partners: ['AU', 'GB'] } },
      ],
    });
    expect(count({ ...rule, minTargets: 2 }, bodyOf(members), { targets })).toMatchObject({
      outcome: 'not_adopted',
      reasons: ['too_few_targets'],
    });
  });

  it('[R31] [R34] a partner is present where it has said something of some target', () => {
    const targets = new Map([
      ['T1', ballot(members, { in_favour: 'AU GB US' })],
      ['T2', ballot(members, { against: 'CA' })],
    ]);
    const body = (quorum: Quorum): Electorate => ({ ...bodyOf(members), quorum });
    expect(count(rule, body(4), { targets }).outcome).toBe('adopted');
    targets.delete('T2');
    expect(count(rule, body(4), { targets }).outcome).toBe('no_decision');
  });
});

describe('a composite', () => {
  const pair: CompositeRule = {
    id: 'COMPOSITE',
    parts: [
      { name: 'decision', rule: { id: 'UNANIMITY_ABST' } },
      { name: 'regulation', rule: { id: 'QMV_55_65' } },
    ],
  };
  const PASS = 'AT BE CZ DE DK ES FI FR HU IE LV MT NL PT SI';

  it('[R33] S4 (e) is not adopted where one leg fails, though the other passes', () => {
    const regulation = ballot(UNION, { in_favour: PASS }, 'against');
    const parts = new Map([
      ['decision', regulation],
      ['regulation', regulation],
    ]);
    const counted = count(pair, bodyOf(UNION), { parts });
    expect(counted).toMatchObject({
      outcome: 'not_adopted',
      reasons: ['part_not_adopted'],
      parts: [
        { name: 'decision', count: { outcome: 'not_adopted', reasons: ['votes_against'] } },
        { name: 'regulation', count: { outcome: 'adopted' } },
      ],
    });
    expect('parts' in counted && counted.parts[0]?.count).toMatchObject({
      stances: { against: { members: 12 } },
    });
  });

  it('[R33] each part counts stances of its own', () => {
    const parts = new Map([
      ['decision', ballot(UNION, { abstain_constructive: 'IE MT' }, 'in_favour')],
      ['regulation', ballot(UNION, { in_favour: PASS }, 'against')],
    ]);
    expect(count(pair, bodyOf(UNION), { parts })).toMatchObject({
      outcome: 'adopted',
      notBound: ['IE', 'MT'],
    });
  });

  it('[R33] a part that nobody could decide leaves the whole undecided, one that is rejected rejects it', () => {
    const two: CompositeRule = {
      id: 'COMPOSITE',
      parts: [
        { name: 'one', rule: { id: 'SIMPLE_MAJORITY_CAST' } },
        { name: 'two', rule: { id: 'SIMPLE_MAJORITY_CAST' } },
      ],
    };
    const body = { ...bodyOf(five), quorum: 3 };
    const enough = ballot(five, { in_favour: 'P00 P01 P02' });
    const few = ballot(five, { in_favour: 'P00' });
    const lost = ballot(five, { against: 'P00 P01 P02' });
    const outcome = (one: typeof few, other: typeof few): string =>
      count(two, body, {
        parts: new Map([
          ['one', one],
          ['two', other],
        ]),
      }).outcome;
    expect(outcome(enough, enough)).toBe('adopted');
    expect(outcome(enough, few)).toBe('no_decision');
    expect(outcome(lost, few)).toBe('not_adopted');
  });

  it('[R33] a ballot of another form than the rule is a defect', () => {
    expect(() => count(pair, bodyOf(UNION), new Map())).toThrow('ballot of each part');
    expect(() =>
      count({ id: 'CONSENSUS' } as CompositeRule['parts'][number]['rule'], bodyOf(UNION), {
        parts: new Map(),
      }),
    ).toThrow('one stance a member');
  });
});

describe('a quorum', () => {
  const rule: SingleRule = { id: 'SIMPLE_MAJORITY_CAST' };

  it('[R34] that is not met decides nothing, whatever the votes', () => {
    const body = { ...bodyOf(five), quorum: 3 };
    const two = count(rule, body, ballot(five, { in_favour: 'P00 P01' }));
    expect(two).toMatchObject({ outcome: 'no_decision', adopted: false, reasons: ['quorum_not_met'] });
    expect(two.tests[0]).toMatchObject({ test: 'quorum', have: 2, need: 3, margin: -1 });
    expect(count(rule, body, ballot(five, { in_favour: 'P00 P01', abstain: 'P02' })).outcome).toBe('adopted');
  });

  it.each([
    ['none', 15, 0],
    ['half', 15, 8],
    ['half', 14, 7],
    ['majority', 27, 14],
    ['majority', 14, 8],
    ['two_thirds', 15, 10],
    ['two_thirds', 16, 11],
    [12, 27, 12],
  ] as const)('[R34] %s of %i members is %i', (quorum, size, need) => {
    expect(quorumNeed(quorum, size)).toBe(need);
  });

  it('[R34] a share is of the electorate as it is at the count', () => {
    const body = { ...bodyOf(seats(15), { P14: { suspended: true } }), quorum: 'two_thirds' as const };
    expect(count(rule, body, new Map()).tests[0]).toMatchObject({ need: 10 });
    const smaller = {
      ...bodyOf(seats(15), { P13: { suspended: true }, P14: { suspended: true }, P12: { suspended: true } }),
      quorum: 'two_thirds' as const,
    };
    expect(count(rule, smaller, new Map()).tests[0]).toMatchObject({ need: 8 });
  });

  it('[R35] a party to the dispute that says nothing abstains, and is not present', () => {
    const body = { ...bodyOf(five, { P00: { obligatoryAbstention: true } }), quorum: 1 };
    const counted = count(rule, body, new Map());
    expect(counted).toMatchObject({ outcome: 'no_decision', stances: { abstain: { partners: ['P00'] } } });
  });
});

describe('proxies', () => {
  const proxy = (giver: string, holder: string, says: Proxy['says'] = 'as_holder'): Proxy => ({
    giver: code(giver),
    holder: code(holder),
    says,
  });
  const one = { members: UNION, quorum: 'none' } as const;

  it('[R36] S6 (e) an absent member speaks through its proxy, as the proxy says, and counts for the quorum', () => {
    const said = ballot(UNION, { absent: 'MT' }, 'in_favour');
    const rule: SingleRule = { id: 'UNANIMITY_ABST' };
    const body = { ...one, quorum: 27 };
    expect(count(rule, body, said).outcome).toBe('no_decision');
    expect(count(rule, body, withProxies(said, [proxy('MT', 'IT')])).outcome).toBe('adopted');
    expect(count(rule, body, withProxies(said, [proxy('MT', 'IT', 'against')])).reasons).toEqual([
      'votes_against',
    ]);
  });

  it('[R36] whoever speaks for itself is not represented', () => {
    const said = ballot(UNION, { against: 'MT' }, 'in_favour');
    expect(withProxies(said, [proxy('MT', 'IT')]).get(code('MT'))).toBe('against');
  });

  it('[R36] a holder that says nothing itself speaks for nobody, and no proxy is handed on', () => {
    const said = ballot(UNION, { absent: 'MT IT CY' }, 'in_favour');
    const spoken = withProxies(said, [proxy('IT', 'FR'), proxy('MT', 'IT', 'in_favour'), proxy('CY', 'MT')]);
    expect(['IT', 'MT', 'CY'].map((each) => spoken.get(code(each)))).toEqual([
      'in_favour',
      'absent',
      'absent',
    ]);
  });

  it('[R36] a second proxy to the same holder is refused where one is the limit', () => {
    const first = proxy('MT', 'IT');
    expect(proxyFault(one, [], first, 1)).toBeNull();
    expect(proxyFault(one, [first], proxy('CY', 'IT'), 1)).toEqual({
      code: 'PROXY_LIMIT',
      holder: 'IT',
      limit: 1,
    });
    expect(proxyFault(one, [first], proxy('CY', 'IT'), 2)).toBeNull();
  });

  it('[R36] a proxy goes from one member of the electorate to another, once', () => {
    expect(proxyFault(one, [], proxy('CH', 'IT'), 1)).toEqual({ code: 'PROXY_NOT_A_MEMBER', partner: 'CH' });
    expect(proxyFault(one, [], proxy('IT', 'IT'), 1)).toEqual({ code: 'PROXY_TO_SELF' });
    expect(proxyFault(one, [proxy('MT', 'IT')], proxy('MT', 'FR'), 1)).toEqual({
      code: 'PROXY_GIVEN_ALREADY',
      holder: 'IT',
    });
    const without = bodyOf(UNION, { IT: { participates: false } });
    expect(proxyFault(without, [], proxy('MT', 'IT'), 1)).toMatchObject({ code: 'PROXY_NOT_A_MEMBER' });
  });
});

describe('an electorate that is reduced while the procedure is open', () => {
  it('[R37] is counted with and without the removed member, and a flip is flagged', () => {
    const said = ballot(five, { in_favour: 'P00 P01', against: 'P02 P03' });
    const rule: SingleRule = { id: 'SIMPLE_MAJORITY_CAST' };
    const both = countBoth(rule, bodyOf(five), said, [{ partner: code('P03'), how: 'suspended' }]);
    expect(both).toMatchObject({
      countWith: { outcome: 'not_adopted', reasons: ['tie'], electorate: { members: 5 } },
      countWithout: { outcome: 'adopted', electorate: { members: 4 } },
      flips: true,
    });
    const silent = countBoth(rule, bodyOf(five), said, [{ partner: code('P04'), how: 'suspended' }]);
    expect(silent.flips).toBe(false);
  });

  it('[R37] who left is no longer of the full membership, who is suspended is', () => {
    const nine = UNION.slice(0, 9);
    const said = ballot(nine, { abstain_constructive: 'DE BE' }, 'in_favour');
    const leave = (how: 'left' | 'suspended') =>
      countBoth({ id: 'UNANIMITY_ABST' }, bodyOf(nine), said, [
        { partner: code('AT'), how },
        { partner: code('BG'), how },
        { partner: code('CY'), how },
      ]).countWithout;
    expect(leave('suspended')).toMatchObject({ outcome: 'adopted', full: { members: 9 } });
    expect(leave('left')).toMatchObject({ outcome: 'not_adopted', full: { members: 6 } });
  });
});
