import type { DelegationCode } from '@entente/kernel';
import type { Stance } from '../count/ballot.js';
import { ballot, bodyOf, codes, seats, UNION } from '../eu27.kit.js';
import type { Rule } from '../rule/rule.js';
import { blockingSets, breakingSets } from './blocking.js';
import { dealOf } from './deal.js';
import { explain } from './explain.js';
import { obstaclesOf } from './obstacles.js';
import { distance, type Situation } from './situation.js';
import { whatIf } from './what-if.js';

const PASS = 'AT BE CZ DE DK ES FI FR HU IE LV MT NL PT SI';
const FAIL = 'BE CZ DE EL ES FI HU IE IT LU LV MT PL SI SK';
const HERE = { part: null, target: null };

const union = (
  rule: Rule,
  said: Partial<Record<Stance, string>>,
  rest: Stance = 'absent',
): Situation & { ballot: ReturnType<typeof ballot> } => ({
  rule,
  electorate: bodyOf(UNION),
  ballot: ballot(UNION, said, rest),
});
const QMV: Rule = { id: 'QMV_55_65' };
const code = (text: string): DelegationCode => text as DelegationCode;

describe('what stands in the way', () => {
  it('[R43] of a qualified majority: nine people, in weight; a blocking minority, in members', () => {
    const against = UNION.map(({ partner }) => partner).filter((partner) => !codes(FAIL).includes(partner));
    expect(obstaclesOf(union(QMV, { in_favour: FAIL }, 'against'))).toEqual([
      { ...HERE, reason: 'insufficient_weight', short: 9, unit: 'weight', partners: against },
      { ...HERE, reason: 'blocking_minority', short: 9, unit: 'members', partners: against },
    ]);
  });

  it('[R43] of unanimity: who is against, who has said nothing', () => {
    const facts = obstaclesOf(
      union({ id: 'UNANIMITY_ABST' }, { against: 'HU', absent: 'MT CY' }, 'in_favour'),
    );
    expect(facts.map(({ reason, partners }) => ({ reason, partners }))).toEqual([
      { reason: 'votes_against', partners: ['HU'] },
      { reason: 'absent_member', partners: ['CY', 'MT'] },
    ]);
  });

  it('[R43] nothing where it is adopted, though a test is excused', () => {
    expect(obstaclesOf(union(QMV, { against: 'DE FR IT' }, 'in_favour'))).toEqual([]);
  });

  it('[R43] of a composite names the part, of a matrix the target', () => {
    const parts = new Map([
      ['statement', ballot(UNION, { against: 'HU' })],
      ['vote', ballot(UNION, {}, 'in_favour')],
    ]);
    const rule: Rule = {
      id: 'COMPOSITE',
      parts: [
        { name: 'statement', rule: { id: 'CONSENSUS' } },
        { name: 'vote', rule: QMV },
      ],
    };
    expect(obstaclesOf({ rule, electorate: bodyOf(UNION), ballot: { parts } })).toEqual([
      { part: 'statement', target: null, reason: 'objection', short: 1, unit: 'members', partners: ['HU'] },
    ]);
    const targets = new Map([['T1', ballot(seats(3), { in_favour: 'P00' })]]);
    const matrix: Rule = { id: 'MATRIX', minPartners: 2, minTargets: 1 };
    expect(obstaclesOf({ rule: matrix, electorate: bodyOf(seats(3)), ballot: { targets } })).toEqual([
      {
        part: null,
        target: 'T1',
        reason: 'insufficient_members',
        short: 1,
        unit: 'members',
        partners: ['P01', 'P02'],
      },
    ]);
  });
});

describe('who could still block', () => {
  it('[R44] a qualified majority: no three of the Union, not even the three largest', () => {
    const { size, sets, complete } = blockingSets(union(QMV, {}), 20_000);
    expect({ size, complete }).toEqual({ size: 4, complete: true });
    const weightOf = new Map(UNION.map(({ partner, weight }) => [partner, weight]));
    const weights = sets.map(({ partners }) =>
      partners.reduce((sum, partner) => sum + (weightOf.get(partner) ?? 0), 0),
    );
    // More than 35 %: DOMAIN §1.6 derives 157 222 303.
    expect(Math.min(...weights)).toBeGreaterThanOrEqual(157_222_303);
    let fours = 0;
    const all = UNION.map(({ weight }) => weight);
    for (let a = 0; a < 27; a += 1)
      for (let b = a + 1; b < 27; b += 1)
        for (let c = b + 1; c < 27; c += 1)
          for (let d = c + 1; d < 27; d += 1) {
            const sum = [a, b, c, d].reduce((total, index) => total + (all[index] ?? 0), 0);
            if (sum >= 157_222_303) fours += 1;
          }
    expect(sets).toHaveLength(fours);
  });

  it('[R44] lists as many as asked, heaviest first, and says that there are more', () => {
    expect(blockingSets(union(QMV, {}), 1)).toEqual({
      size: 4,
      sets: [{ ...HERE, partners: ['DE', 'ES', 'FR', 'IT'] }],
      complete: false,
    });
  });

  it('[R44] is 0 where it is blocked already, and null where nobody can block', () => {
    expect(blockingSets(union({ id: 'CONSENSUS' }, { against: 'HU' }))).toEqual({
      size: 0,
      sets: [],
      complete: true,
    });
    const party = bodyOf(seats(2), { P00: { obligatoryAbstention: true } });
    const rule: Rule = { id: 'REVERSE_CONSENSUS', days: 60 };
    expect(blockingSets({ rule, electorate: party, ballot: new Map() }).size).toBeNull();
  });

  it('[R44] staying away blocks where it costs the quorum', () => {
    const electorate = { ...bodyOf(seats(5)), quorum: 5 };
    const rule: Rule = { id: 'SIMPLE_MAJORITY_CAST' };
    const spoken = ballot(seats(5), { in_favour: 'P00 P01 P02 P03' });
    expect(blockingSets({ rule, electorate, ballot: spoken })).toMatchObject({
      size: 1,
      sets: [{ partners: ['P04'] }],
    });
  });

  it('[R45] breaks S4 (a): any one of the fifteen', () => {
    const { size, sets } = breakingSets(union(QMV, { in_favour: PASS }, 'against'));
    expect(size).toBe(1);
    expect(sets.map(({ partners }) => partners[0])).toHaveLength(15);
  });

  it('[R44] of a composite names the part, of a matrix the target that falls', () => {
    const rule: Rule = {
      id: 'COMPOSITE',
      parts: [
        { name: 'decision', rule: { id: 'UNANIMITY_ABST' } },
        { name: 'regulation', rule: QMV },
      ],
    };
    const ballots = { parts: new Map([['regulation', ballot(UNION, {}, 'in_favour')]]) };
    const found = blockingSets({ rule, electorate: bodyOf(UNION), ballot: ballots });
    expect(found).toMatchObject({ size: 1, complete: true });
    expect(found.sets).toHaveLength(27);
    expect(found.sets[0]).toEqual({ part: 'decision', target: null, partners: ['AT'] });
    const targets = new Map([
      ['T1', ballot(seats(3), { in_favour: 'P00 P01 P02' })],
      ['T2', ballot(seats(3), { in_favour: 'P00 P01', against: 'P02' })],
    ]);
    const matrix: Rule = { id: 'MATRIX', minPartners: 2, minTargets: 1 };
    expect(breakingSets({ rule: matrix, electorate: bodyOf(seats(3)), ballot: { targets } })).toEqual({
      size: 1,
      sets: [
        { part: null, target: 'T2', partners: ['P00'] },
        { part: null, target: 'T2', partners: ['P01'] },
      ],
      complete: true,
    });
  });
});

describe('the deal', () => {
  it('[R46] of S4 (b): one partner is enough, the nearest of those that weigh enough', () => {
    const deal = dealOf(union(QMV, { in_favour: FAIL, absent: 'LT' }, 'against'));
    expect(deal).toEqual({
      changes: [{ ...HERE, partner: 'LT', from: 'absent', to: 'in_favour' }],
      distance: 1,
    });
  });

  it('[R46] turns who has said nothing before who is against', () => {
    const situation = union(QMV, { in_favour: PASS, absent: 'LV HR' }, 'against');
    const deal = dealOf({ ...situation, ballot: new Map(situation.ballot).set(code('MT'), 'against') });
    expect(deal?.changes.map(({ partner, from }) => [partner, from])).toEqual([
      ['HR', 'absent'],
      ['LV', 'absent'],
    ]);
  });

  it('[R46] of unanimity: an objector need only stand aside', () => {
    expect(dealOf(union({ id: 'UNANIMITY_ABST' }, { against: 'HU' }, 'in_favour'))).toEqual({
      changes: [{ ...HERE, partner: 'HU', from: 'against', to: 'abstain' }],
      distance: 2,
    });
  });

  it('[R46] of S6 (a): one constructive abstainer that abstains simply', () => {
    const nine = 'CY DK ES HR IT LU NL PT SI';
    const deal = dealOf(union({ id: 'UNANIMITY_ABST' }, { abstain_constructive: nine }, 'in_favour'));
    expect(deal?.changes).toEqual([{ ...HERE, partner: 'IT', from: 'abstain_constructive', to: 'abstain' }]);
  });

  it('[R46] is empty where it is adopted, and null where nothing adopts', () => {
    expect(dealOf(union(QMV, {}, 'in_favour'))).toEqual({ changes: [], distance: 0 });
    const party = bodyOf(seats(2), { P00: { obligatoryAbstention: true } });
    expect(dealOf({ rule: { id: 'UNANIMITY_STRICT' }, electorate: party, ballot: new Map() })).toBeNull();
  });

  it('[R46] of a matrix: the cells of the targets that lack least; with a quorum, who is silent comes in', () => {
    const four = seats(4);
    const targets = new Map([
      ['T1', ballot(four, { against: 'P00 P01 P02' })],
      ['T2', ballot(four, { in_favour: 'P00', against: 'P01' })],
    ]);
    const rule: Rule = { id: 'MATRIX', minPartners: 2, minTargets: 1 };
    const situation = { rule, electorate: bodyOf(four), ballot: { targets } };
    expect(dealOf(situation)?.changes).toEqual([
      { part: null, target: 'T2', partner: 'P02', from: 'absent', to: 'in_favour' },
    ]);
    const all = { ...situation, electorate: { ...bodyOf(four), quorum: 4 } };
    const deal = dealOf(all);
    expect(deal?.changes.map(({ partner }) => partner)).toEqual(['P02', 'P03']);
    expect(whatIf(all, deal?.changes ?? []).count.adopted).toBe(true);
    const none = { rule, electorate: bodyOf(four), ballot: { targets: new Map() } };
    expect(dealOf(none)).toBeNull();
  });

  it('[R46] of a composite turns each part by itself, and null in one is null in all', () => {
    const rule: Rule = {
      id: 'COMPOSITE',
      parts: [
        { name: 'decision', rule: { id: 'CONSENSUS' } },
        { name: 'regulation', rule: QMV },
      ],
    };
    const parts = new Map([
      ['decision', ballot(UNION, { against: 'HU' })],
      ['regulation', ballot(UNION, { in_favour: PASS, abstain: 'LV' }, 'against')],
    ]);
    const deal = dealOf({ rule, electorate: bodyOf(UNION), ballot: { parts } });
    expect(deal?.changes).toEqual([
      { part: 'decision', target: null, partner: 'HU', from: 'against', to: 'abstain' },
      { part: 'regulation', target: null, partner: 'LV', from: 'abstain', to: 'in_favour' },
    ]);
    const nobody = bodyOf(
      UNION,
      Object.fromEntries(UNION.map(({ partner }) => [partner, { suspended: true }])),
    );
    expect(dealOf({ rule, electorate: nobody, ballot: { parts } })).toBeNull();
  });

  it.each<[Stance, Stance, number]>([
    ['absent', 'in_favour', 1],
    ['abstain', 'in_favour', 2],
    ['abstain_constructive', 'in_favour', 3],
    ['against', 'in_favour', 4],
    ['against', 'abstain', 2],
    ['abstain_constructive', 'abstain', 1],
  ])('[R47] from %s to %s it is %i', (from, to, steps) => {
    expect(distance(from, to)).toBe(steps);
  });
});

describe('what if', () => {
  it('[R48] counts a copy: the new count, what would differ, and whether it flips', () => {
    const situation = union(QMV, { in_favour: PASS }, 'against');
    const before = new Map(situation.ballot);
    const supposed = whatIf(situation, [
      { partner: code('LV'), to: 'abstain' },
      { partner: code('DE'), to: 'in_favour' },
    ]);
    expect(supposed).toMatchObject({
      before: { outcome: 'adopted' },
      count: { outcome: 'not_adopted', stances: { in_favour: { members: 14 } } },
      changes: [{ partner: 'LV', from: 'in_favour', to: 'abstain' }],
      flips: true,
    });
    expect(situation.ballot).toEqual(before);
  });

  it('[R48] in a part, on a target; a place that is not there changes nothing', () => {
    const rule: Rule = {
      id: 'COMPOSITE',
      parts: [{ name: 'targets', rule: { id: 'MATRIX', minPartners: 1, minTargets: 1 } }],
    };
    const parts = new Map([['targets', { targets: new Map([['T1', ballot(seats(2), {})]]) }]]);
    const situation: Situation = { rule, electorate: bodyOf(seats(2)), ballot: { parts } };
    const to = { partner: code('P01'), to: 'in_favour' as const };
    expect(whatIf(situation, [{ ...to, part: 'targets', target: 'T1' }])).toMatchObject({
      flips: true,
      changes: [{ part: 'targets', target: 'T1', partner: 'P01', from: 'absent', to: 'in_favour' }],
    });
    for (const place of [{ part: 'targets' }, { part: 'targets', target: 'T2' }, { part: 'none' }, {}]) {
      expect(whatIf(situation, [{ ...to, ...place }])).toMatchObject({ flips: false, changes: [] });
    }
  });
});

describe('an explanation', () => {
  it('[R43] [R44] [R45] [R46] holds all of it; what breaks only where there is something to break', () => {
    const open = explain(union(QMV, { in_favour: FAIL }, 'against'), 5);
    expect(open).toMatchObject({ count: { adopted: false }, blocking: { size: 0 }, breaking: null });
    expect(open.deal?.changes).toHaveLength(1);
    const done = explain(union(QMV, { in_favour: PASS }, 'against'), 5);
    expect(done).toMatchObject({
      obstacles: [],
      breaking: { size: 1, complete: false },
      deal: { changes: [] },
    });
  });
});
