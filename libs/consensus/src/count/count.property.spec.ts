import { testSeed } from '@entente/testing';
import fc from 'fast-check';
import type { Electorate } from './electorate.js';
import { singles, type RandomSingle } from '../random-situation.kit.js';
import type { SingleRule } from '../rule/rule.js';
import type { Stance, Stances } from './ballot.js';
import { count, type CountOutcome } from './count.js';

const seed = testSeed();
const settings = { seed, numRuns: 2_000 };

/** DOMAIN §1.3.2 read again, without a line of ours: sets as arrays, every product a BigInt. */
function oracle({ rule, electorate, ballot }: RandomSingle): CountOutcome {
  const N = electorate.members.filter((one) => one.participates && one.suspended !== true);
  if (N.length === 0) return 'no_decision';
  const said = (partner: string): Stance => [...ballot].find(([code]) => code === partner)?.[1] ?? 'absent';
  const present = N.filter((one) => said(one.partner) !== 'absent').length;
  const quorums = { none: 0, half: (N.length + 1) >> 1, majority: (N.length >> 1) + 1, two_thirds: 0 };
  while (3 * quorums.two_thirds < 2 * N.length) quorums.two_thirds += 1;
  const asked = typeof electorate.quorum === 'number' ? electorate.quorum : quorums[electorate.quorum];
  if (present < asked) return 'no_decision';
  const of = (stance: Stance): Electorate['members'] =>
    N.filter((one) => (one.obligatoryAbstention === true ? 'abstain' : said(one.partner)) === stance);
  return holds(rule, { N, full: electorate.members, of }) ? 'adopted' : 'not_adopted';
}

interface Sets {
  readonly N: Electorate['members'];
  readonly full: Electorate['members'];
  readonly of: (stance: Stance) => Electorate['members'];
}

const W = (some: Electorate['members']): bigint => some.reduce((sum, one) => sum + BigInt(one.weight), 0n);
const big = (some: Electorate['members']): bigint => BigInt(some.length);

const ORACLE: {
  readonly [Id in SingleRule['id']]: (rule: Extract<SingleRule, { id: Id }>, sets: Sets) => boolean;
} = {
  UNANIMITY_STRICT: (_rule, { N, of }) => of('in_favour').length === N.length,
  UNANIMITY_ABST: (_rule, { full, of }) => {
    const C = of('abstain_constructive');
    const third = 3n * big(C) >= big(full) && 3n * W(C) >= W(full);
    return of('against').length === 0 && of('absent').length === 0 && of('in_favour').length > 0 && !third;
  },
  CONSENSUS: (_rule, { of }) => of('against').length === 0,
  CONSENSUS_MINUS_K: ({ k, excluded }, { of }) =>
    excluded.length <= k &&
    of('against').every((one) => excluded.some(({ partner }) => partner === one.partner)),
  QMV_55_65: (_rule, sets) => 100n * big(sets.of('in_favour')) >= 55n * big(sets.N) && weighsOrRescued(sets),
  QMV_72_65: ({ rescue }, sets) =>
    100n * big(sets.of('in_favour')) >= 72n * big(sets.N) &&
    (rescue === true ? weighsOrRescued(sets) : 100n * W(sets.of('in_favour')) >= 65n * W(sets.N)),
  UNSC_SUBSTANTIVE: (_rule, { of }) =>
    of('in_favour').length >= 9 && !of('against').some((one) => one.permanent === true),
  UNSC_PROCEDURAL: (_rule, { of }) => of('in_favour').length >= 9,
  TWO_THIRDS_MEMBERS: (_rule, { N, of }) => 3 * of('in_favour').length >= 2 * N.length,
  TWO_THIRDS_CAST: (_rule, { of }) =>
    of('in_favour').length > 0 &&
    3 * of('in_favour').length >= 2 * (of('in_favour').length + of('against').length),
  SIMPLE_MAJORITY_MEMBERS: (_rule, { N, of }) => 2 * of('in_favour').length > N.length,
  SIMPLE_MAJORITY_CAST: (_rule, { of }) => of('in_favour').length > of('against').length,
  WEIGHTED: ({ num, den }, { N, of }) =>
    W(of('in_favour')) > 0n && W(of('in_favour')) * BigInt(den) >= BigInt(num) * W(N),
  REVERSE_CONSENSUS: (_rule, { N, of }) => of('against').length < N.length,
};

function weighsOrRescued({ N, full, of }: Sets): boolean {
  const F = of('in_favour');
  const heavy = N.map((one) => BigInt(one.weight)).toSorted((a, b) => (a < b ? 1 : -1));
  let m = 0;
  while (100n * heavy.slice(0, m).reduce((sum, one) => sum + one, 0n) <= 35n * W(N)) m += 1;
  const k = N.length === full.length ? 4 : 1 + m;
  return 100n * W(F) >= 65n * W(N) || N.length - F.length < k;
}

const holds = (rule: SingleRule, sets: Sets): boolean =>
  (ORACLE[rule.id] as (rule: SingleRule, sets: Sets) => boolean)(rule, sets);

const counted = ({ rule, electorate }: RandomSingle, ballot: Stances): CountOutcome =>
  count(rule, electorate, ballot).outcome;

describe(`any body under any rule (seed ${String(seed)})`, () => {
  it('[R20] [R21] [R22] [R23] [R24] [R25] [R26] [R27] [R28] [R29] [R30] [R32] [R34] [R35] agrees with the table of DOMAIN §1.3.2', () => {
    fc.assert(
      fc.property(singles(1, 18), (single) => {
        expect(counted(single, single.ballot)).toBe(oracle(single));
      }),
      { ...settings, numRuns: 6_000 },
    );
  });

  it('[R38] [R39] is adopted where every test holds or is excused, and has reasons where it is not', () => {
    fc.assert(
      fc.property(singles(1, 18), ({ rule, electorate, ballot }) => {
        const { adopted, tests, reasons } = count(rule, electorate, ballot);
        expect(adopted).toBe(tests.every((test) => test.holds || test.excused));
        expect(reasons.length === 0).toBe(adopted);
        for (const { holds: held, margin, have, need, sense } of tests) {
          expect(margin).toBe(sense === 'at_least' ? have - need : need - have);
          expect(held).toBe(margin >= 0);
        }
      }),
      settings,
    );
  });

  it('[R49] a partner that turns to being in favour never undoes an adoption, under every rule', () => {
    fc.assert(
      fc.property(singles(1, 14), fc.nat(13), (single, index) => {
        const partner = single.electorate.members[index % single.electorate.members.length]?.partner;
        if (partner === undefined || counted(single, single.ballot) !== 'adopted') return;
        expect(counted(single, new Map(single.ballot).set(partner, 'in_favour'))).toBe('adopted');
      }),
      settings,
    );
  });

  it('[R49] one more abstention can undo an adoption, or make one: abstaining is not half a vote', () => {
    const three = (rule: SingleRule, ...said: Stance[]): CountOutcome => {
      const members = said.map((_stance, index) => ({
        partner: `P${String(index)}` as never,
        weight: 1,
        participates: true,
      }));
      const ballot = new Map(said.map((stance, index) => [`P${String(index)}` as never, stance] as const));
      return count(rule, { members, quorum: 2 }, ballot).outcome;
    };
    const rule: SingleRule = { id: 'SIMPLE_MAJORITY_CAST' };
    expect(three(rule, 'in_favour', 'absent', 'absent')).toBe('no_decision');
    expect(three(rule, 'in_favour', 'abstain', 'absent')).toBe('adopted');
    // Against is present as abstaining is: it can make the quorum that adopts against it.
    expect(three({ id: 'REVERSE_CONSENSUS', days: 60 }, 'against', 'absent', 'absent')).toBe('no_decision');
    expect(three({ id: 'REVERSE_CONSENSUS', days: 60 }, 'against', 'against', 'absent')).toBe('adopted');
  });

  it('[R50] does not depend on the order of the members', () => {
    fc.assert(
      fc.property(singles(1, 14), fc.infiniteStream(fc.nat()), (single, lots) => {
        const members = single.electorate.members
          .map((member) => ({ member, lot: lots.next().value ?? 0 }))
          .toSorted((a, b) => a.lot - b.lot)
          .map(({ member }) => member);
        const shuffled = { ...single, electorate: { ...single.electorate, members } };
        expect(counted(shuffled, single.ballot)).toBe(counted(single, single.ballot));
      }),
      settings,
    );
  });

  it('[R50] does not depend on the unit of the weights', () => {
    fc.assert(
      fc.property(singles(1, 14), fc.integer({ min: 1, max: 1_000_000 }), (single, factor) => {
        const members = single.electorate.members.map((member) => ({
          ...member,
          weight: member.weight * factor,
        }));
        const scaled = { ...single, electorate: { ...single.electorate, members } };
        expect(counted(scaled, single.ballot)).toBe(counted(single, single.ballot));
      }),
      settings,
    );
  });
});
