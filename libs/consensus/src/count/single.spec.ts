import type { DelegationCode } from '@entente/kernel';
import { ballot, bodyOf, bySize, seats, UNION } from '../eu27.kit.js';
import type { SingleRule } from '../rule/rule.js';
import type { Stance } from './ballot.js';
import { count, type SingleCount } from './count.js';
import type { Member } from './electorate.js';
import type { Test, TestName } from './test.js';

const testOf = ({ tests }: SingleCount, name: TestName): Test | undefined =>
  tests.find(({ test }) => test === name);

/** Counts the Union; whoever is not named votes as `rest`. */
const union = (
  rule: SingleRule,
  said: Partial<Record<Stance, string>>,
  rest: Stance = 'against',
  change: Readonly<Record<string, Partial<Member>>> = {},
): SingleCount => count(rule, bodyOf(UNION, change), ballot(UNION, said, rest));

const out = { participates: false };
const QMV: SingleRule = { id: 'QMV_55_65' };
const PASS = 'AT BE CZ DE DK ES FI FR HU IE LV MT NL PT SI';
const FAIL = 'BE CZ DE EL ES FI HU IE IT LU LV MT PL SI SK';

describe('S4: a qualified majority by a hair', () => {
  it('[R24] [R38] (a) six inhabitants above 65 % adopt, and the margin says so', () => {
    const counted = union(QMV, { in_favour: PASS });
    expect(counted.outcome).toBe('adopted');
    expect(counted.stances.in_favour).toMatchObject({ members: 15, weight: 291_984_283 });
    expect(testOf(counted, 'share_of_members')).toMatchObject({ have: 15, need: 15, margin: 0 });
    expect(testOf(counted, 'share_of_weight')).toMatchObject({ need: 291_984_277, margin: 6, holds: true });
  });

  it('[R24] [R38] (b) nine inhabitants below 65 % do not, though rounded percentages say 65.00', () => {
    const counted = union(QMV, { in_favour: FAIL });
    expect(counted.outcome).toBe('not_adopted');
    expect(testOf(counted, 'share_of_weight')).toMatchObject({ have: 291_984_268, margin: -9, holds: false });
    expect(counted.reasons).toEqual(['insufficient_weight', 'blocking_minority']);
  });

  it('[R24] (c) one abstention fewer in favour fails on headcount', () => {
    const counted = union(QMV, { in_favour: PASS, abstain: 'LV' });
    expect(counted).toMatchObject({ outcome: 'not_adopted', stances: { in_favour: { members: 14 } } });
    expect(counted.reasons).toContain('insufficient_members');
  });
});

describe('S5: blocking minority', () => {
  const some = (against: string, change: Readonly<Record<string, Partial<Member>>> = {}): SingleCount =>
    union(QMV, { against }, 'in_favour', change);

  it('[R24] [R39] (a) three alone are no blocking minority: adopted, and noted', () => {
    const counted = some('DE FR IT');
    expect(counted).toMatchObject({
      outcome: 'adopted',
      reasons: [],
      notes: ['blocking_minority_not_reached'],
      stances: { in_favour: { members: 24, weight: 238_369_833 } },
    });
    expect(testOf(counted, 'share_of_weight')).toMatchObject({ holds: false, excused: true });
    expect(testOf(counted, 'no_blocking_minority')).toMatchObject({ have: 3, need: 3, holds: true });
  });

  it('[R24] (b) with a fourth that abstains it is rejected', () => {
    const counted = union(QMV, { against: 'DE FR IT', abstain: 'MT' }, 'in_favour');
    expect(counted).toMatchObject({
      outcome: 'not_adopted',
      stances: { in_favour: { members: 23, weight: 237_806_390 } },
    });
  });

  it('[R25] (c) 72/65 has no rescue unless the rule states one', () => {
    const said = ballot(UNION, { against: 'DE FR IT' }, 'in_favour');
    const counted = count({ id: 'QMV_72_65' }, bodyOf(UNION), said);
    expect(counted).toMatchObject({ outcome: 'not_adopted', reasons: ['insufficient_weight'] });
    expect(testOf(counted, 'share_of_members')).toMatchObject({ have: 24, need: 20, holds: true });
    expect(count({ id: 'QMV_72_65', rescue: true }, bodyOf(UNION), said).outcome).toBe('adopted');
  });

  it('[R24] (d) (e) where two do not participate, three suffice to block and two do not', () => {
    const without = { DE: out, FR: out };
    const blocked = some('IT ES PL', without);
    expect(blocked.outcome).toBe('not_adopted');
    expect(testOf(blocked, 'no_blocking_minority')).toMatchObject({ have: 3, need: 2, holds: false });
    const passed = some('IT ES', without);
    expect(passed).toMatchObject({
      outcome: 'adopted',
      stances: { in_favour: { weight: 189_759_375 } },
      notes: ['blocking_minority_not_reached'],
    });
    expect(testOf(passed, 'share_of_weight')).toMatchObject({ need: 193_283_729, holds: false });
  });
});

describe('S6: constructive abstention', () => {
  const UNANIMITY: SingleRule = { id: 'UNANIMITY_ABST' };
  const NINE = 'CY DK ES HR IT LU NL PT SI';

  it('[R2] [R39] (a) nine with a third of the people stop it', () => {
    const counted = union(UNANIMITY, { abstain_constructive: NINE }, 'in_favour');
    expect(counted).toMatchObject({
      outcome: 'not_adopted',
      reasons: ['constructive_third_third'],
      notBound: [],
      stances: { abstain_constructive: { members: 9, weight: 149_735_595 } },
    });
  });

  it('[R2] [R39] (b) nine with 17 people fewer do not, and are not bound', () => {
    const nine = 'FI HU IE IT LT NL PL PT SI';
    const counted = union(UNANIMITY, { abstain_constructive: nine }, 'in_favour');
    expect(counted).toMatchObject({ outcome: 'adopted', notBound: nine.split(' ') });
    expect(counted.stances.abstain_constructive.weight).toBe(149_735_510);
  });

  it('[R2] (c) the eight largest are fewer than a third of the members', () => {
    const eight = bySize.slice(0, 8).join(' ');
    expect(union(UNANIMITY, { abstain_constructive: eight }, 'in_favour').outcome).toBe('adopted');
  });

  it('[R3] [R39] (d) a simple abstention is not qualified: adopted, and that member is bound', () => {
    const eight = NINE.replace('DK ', '');
    const counted = union(UNANIMITY, { abstain_constructive: eight, abstain: 'DK' }, 'in_favour');
    expect(counted).toMatchObject({ outcome: 'adopted', notBound: eight.split(' ') });
  });

  it('[R1] (e) one absent member without a proxy stops it', () => {
    const counted = union(UNANIMITY, { absent: 'MT' }, 'in_favour');
    expect(counted).toMatchObject({ outcome: 'not_adopted', reasons: ['absent_member'] });
  });
});

describe('S7: a council of fifteen', () => {
  const council: readonly Member[] = [
    ...['CN', 'FR', 'GB', 'RU', 'US'].map((code) => ({ ...member(code), permanent: true })),
    ...seats(10),
  ];
  const SUBSTANTIVE: SingleRule = { id: 'UNSC_SUBSTANTIVE' };
  const vote = (
    rule: SingleRule,
    said: Partial<Record<Stance, string>>,
    rest: Stance,
    change: Readonly<Record<string, Partial<Member>>> = {},
  ): SingleCount => count(rule, bodyOf(council, change), ballot(council, said, rest));

  it('[R26] (a) nine in favour adopt though two permanent members abstain', () => {
    const counted = vote(SUBSTANTIVE, { abstain: 'CN RU P00 P01 P02 P03' }, 'in_favour');
    expect(counted).toMatchObject({ outcome: 'adopted', stances: { in_favour: { members: 9 } } });
  });

  it('[R26] (b) one permanent member against is a veto', () => {
    const counted = vote(SUBSTANTIVE, { against: 'RU' }, 'in_favour');
    expect(counted).toMatchObject({ outcome: 'not_adopted', reasons: ['veto'] });
  });

  it('[R26] (c) eight in favour are too few', () => {
    const counted = vote(SUBSTANTIVE, { abstain: 'P00 P01 P02 P03 P04 P05 P06' }, 'in_favour');
    expect(counted).toMatchObject({ outcome: 'not_adopted', reasons: ['insufficient_votes'] });
  });

  it('[R27] (d) on procedure a permanent member has no veto', () => {
    const counted = vote({ id: 'UNSC_PROCEDURAL' }, { against: 'US P00 P01 P02 P03 P04' }, 'in_favour');
    expect(counted).toMatchObject({ outcome: 'adopted', stances: { in_favour: { members: 9 } } });
  });

  it('[R35] (e) a party to the dispute abstains whatever it says, and the nine of fifteen stay nine', () => {
    const party = { FR: { obligatoryAbstention: true } };
    const said = { against: 'FR', abstain: 'P00 P01 P02 P03 P04' };
    const counted = vote(SUBSTANTIVE, said, 'in_favour', party);
    expect(counted).toMatchObject({
      outcome: 'adopted',
      notes: ['obligatory_abstention'],
      stances: { in_favour: { members: 9 }, against: { members: 0 } },
    });
    const eight = vote(SUBSTANTIVE, { in_favour: 'FR CN GB RU US P00 P01 P02 P03' }, 'abstain', party);
    expect(eight).toMatchObject({ outcome: 'not_adopted', stances: { in_favour: { members: 8 } } });
  });
});

describe('the mini-vectors of DOMAIN §5', () => {
  const african = seats(15);
  const head = (from: number, to: number): string =>
    UNION.slice(from, to)
      .map(({ partner }) => partner)
      .join(' ');
  const votes = (favour: number): SingleCount => {
    const list = african.slice(0, favour).map(({ partner }) => partner);
    return count(
      { id: 'TWO_THIRDS_MEMBERS' },
      bodyOf(african),
      ballot(african, { in_favour: list.join(' ') }, 'against'),
    );
  };

  it('[R28] ten of fifteen are two thirds, nine are not', () => {
    expect(votes(10).outcome).toBe('adopted');
    expect(votes(9)).toMatchObject({ outcome: 'not_adopted', reasons: ['insufficient_members'] });
  });

  it('[R29] fourteen of 27 are a majority of members', () => {
    expect(union({ id: 'SIMPLE_MAJORITY_MEMBERS' }, { in_favour: head(0, 14) }).outcome).toBe('adopted');
  });

  it('[R29] 13 to 13 with one abstention adopts under neither simple majority; of votes cast it is a tie', () => {
    const said = { in_favour: head(0, 13), abstain: head(13, 14) };
    expect(union({ id: 'SIMPLE_MAJORITY_MEMBERS' }, said)).toMatchObject({
      outcome: 'not_adopted',
      reasons: ['insufficient_members'],
    });
    expect(union({ id: 'SIMPLE_MAJORITY_CAST' }, said)).toMatchObject({
      outcome: 'not_adopted',
      reasons: ['tie'],
    });
  });
});

describe('the other rules', () => {
  const five = seats(5);
  const of = (rule: SingleRule, said: Partial<Record<Stance, string>>, rest: Stance): SingleCount =>
    count(rule, bodyOf(five), ballot(five, said, rest));

  it('[R20] who is suspended or does not participate is counted nowhere but in the full membership', () => {
    const body = bodyOf(five, { P00: { suspended: true }, P01: out });
    const counted = count({ id: 'CONSENSUS' }, body, ballot(five, { against: 'P00 P01' }, 'in_favour'));
    expect(counted).toMatchObject({
      outcome: 'adopted',
      full: { members: 5 },
      electorate: { members: 3, partners: ['P02', 'P03', 'P04'] },
    });
  });

  it('[R20] an electorate of nobody decides nothing, under any rule', () => {
    const nobody = bodyOf(five, Object.fromEntries(five.map(({ partner }) => [partner, out])));
    expect(count({ id: 'CONSENSUS' }, nobody, new Map())).toMatchObject({
      outcome: 'no_decision',
      reasons: ['empty_electorate'],
    });
  });

  it('[R21] strict unanimity needs every member in favour', () => {
    expect(of({ id: 'UNANIMITY_STRICT' }, {}, 'in_favour').outcome).toBe('adopted');
    expect(of({ id: 'UNANIMITY_STRICT' }, { abstain: 'P00' }, 'in_favour').reasons).toEqual([
      'not_all_in_favour',
    ]);
  });

  it('[R22] consensus is the absence of an objection; silence is none', () => {
    expect(of({ id: 'CONSENSUS' }, {}, 'absent').outcome).toBe('adopted');
    expect(of({ id: 'CONSENSUS' }, { against: 'P03' }, 'in_favour').reasons).toEqual(['objection']);
  });

  it('[R23] consensus minus K does not hear the states left out', () => {
    const rule = (k: number, ...list: string[]): SingleRule => ({
      id: 'CONSENSUS_MINUS_K',
      k,
      excluded: list.map((code) => ({ partner: code as DelegationCode, ground: 'decision 3/92' })),
    });
    expect(of(rule(1, 'P03'), { against: 'P03' }, 'absent').outcome).toBe('adopted');
    expect(of(rule(1, 'P03'), { against: 'P02' }, 'absent').reasons).toEqual(['objection']);
    expect(of(rule(1, 'P03', 'P02'), {}, 'absent').reasons).toEqual(['excluded_more_than_k']);
  });

  it('[R28] [R29] abstentions are no votes cast, and no vote cast adopts nothing', () => {
    expect(of({ id: 'TWO_THIRDS_CAST' }, { in_favour: 'P00 P01', against: 'P02' }, 'abstain').outcome).toBe(
      'adopted',
    );
    expect(of({ id: 'TWO_THIRDS_CAST' }, {}, 'abstain').reasons).toEqual(['insufficient_votes']);
    expect(of({ id: 'SIMPLE_MAJORITY_CAST' }, {}, 'abstain').reasons).toEqual(['insufficient_votes']);
  });

  it('[R30] a weighted threshold is exact beyond 2^53, and nobody adopts nothing', () => {
    const heavy = Number.MAX_SAFE_INTEGER;
    const two = [
      { ...member('AU'), weight: (heavy - 1) / 2 },
      { ...member('CA'), weight: (heavy + 1) / 2 },
    ];
    const half: SingleRule = { id: 'WEIGHTED', num: 1, den: 2 };
    const by = (list: string): SingleCount =>
      count(half, bodyOf(two), ballot(two, { in_favour: list }, 'against'));
    expect(by('AU').outcome).toBe('not_adopted');
    expect(testOf(by('AU'), 'share_of_weight')?.margin).toBe(-1);
    expect(by('CA').outcome).toBe('adopted');
    const light = two.map((one) => ({ ...one, weight: 0 }));
    expect(count(half, bodyOf(light), new Map()).outcome).toBe('not_adopted');
  });

  it('[R32] reverse consensus takes effect unless every member is against it', () => {
    const rule: SingleRule = { id: 'REVERSE_CONSENSUS', days: 60 };
    expect(of(rule, {}, 'absent').outcome).toBe('adopted');
    expect(of(rule, { abstain: 'P04' }, 'against').outcome).toBe('adopted');
    expect(of(rule, {}, 'against')).toMatchObject({ outcome: 'not_adopted', reasons: ['all_against'] });
  });
});

function member(code: string): Member {
  return { partner: code as DelegationCode, weight: 1, participates: true };
}
