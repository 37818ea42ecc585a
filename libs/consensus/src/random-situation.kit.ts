/** Random situations for property tests: small enough for brute force, with everything that a count can meet. */
import fc from 'fast-check';
import type { DelegationCode } from '@entente/kernel';
import { STANCES, type Stance, type Stances } from './count/ballot.js';
import { isCounted, type Electorate, type Member, type Quorum } from './count/electorate.js';
import type { SingleRule } from './rule/rule.js';

export interface RandomSingle {
  readonly rule: SingleRule;
  readonly electorate: Electorate;
  readonly ballot: Stances;
}

const PLAIN = [
  'UNANIMITY_STRICT',
  'UNANIMITY_ABST',
  'CONSENSUS',
  'QMV_55_65',
  'UNSC_SUBSTANTIVE',
  'UNSC_PROCEDURAL',
  'TWO_THIRDS_MEMBERS',
  'TWO_THIRDS_CAST',
  'SIMPLE_MAJORITY_MEMBERS',
  'SIMPLE_MAJORITY_CAST',
] as const satisfies readonly SingleRule['id'][];

export const code = (index: number): DelegationCode => `P${String(index).padStart(2, '0')}` as DelegationCode;

const rules: fc.Arbitrary<SingleRule> = fc.oneof(
  { weight: PLAIN.length, arbitrary: fc.constantFrom(...PLAIN).map((id) => ({ id })) },
  { weight: 1, arbitrary: fc.record({ id: fc.constant('QMV_72_65' as const), rescue: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 1, max: 2 }).chain((k) =>
      fc.record({
        id: fc.constant('CONSENSUS_MINUS_K' as const),
        k: fc.constant(k),
        excluded: fc
          .uniqueArray(fc.nat(3), { maxLength: k })
          .map((list) => list.map((index) => ({ partner: code(index), ground: 'named' }))),
      }),
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }))
      .map(([one, other]) => ({
        id: 'WEIGHTED' as const,
        num: Math.min(one, other),
        den: Math.max(one, other),
      })),
  },
  { weight: 1, arbitrary: fc.constant({ id: 'REVERSE_CONSENSUS' as const, days: 60 }) },
);

const seat = fc.record({
  weight: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 90_000_000 })),
  participates: often(true),
  permanent: often(false),
  suspended: often(false),
  obligatoryAbstention: often(false),
  stance: fc.constantFrom(...STANCES),
});

function often(value: boolean): fc.Arbitrary<boolean> {
  return fc.oneof(
    { weight: 9, arbitrary: fc.constant(value) },
    { weight: 1, arbitrary: fc.constant(!value) },
  );
}

/** One stance for most: adopted, rejected and undecided bodies all have to come up. */
const bodies = (
  minLength: number,
  maxLength: number,
): fc.Arbitrary<readonly (Member & { stance: Stance })[]> =>
  fc
    .tuple(fc.array(seat, { minLength, maxLength }), fc.constantFrom(...STANCES), fc.array(fc.nat(4)))
    .map(([seats, most, lots]) =>
      seats.map((one, index) => ({
        ...one,
        partner: code(index),
        stance: (lots[index % Math.max(1, lots.length)] ?? 0) > 1 ? most : one.stance,
      })),
    );

const quorums: fc.Arbitrary<Quorum> = fc.oneof(
  { weight: 4, arbitrary: fc.constant('none' as const) },
  { weight: 1, arbitrary: fc.constantFrom('half' as const, 'majority' as const, 'two_thirds' as const) },
  { weight: 1, arbitrary: fc.nat(6) },
);

/** Bodies of so many members under every rule that counts one stance a member; somebody always counts. */
export function singles(minLength: number, maxLength: number): fc.Arbitrary<RandomSingle> {
  return fc
    .record({ rule: rules, body: bodies(minLength, maxLength), quorum: quorums })
    .filter(({ body }) => body.some(isCounted))
    .map(({ rule, body, quorum }) => ({
      rule,
      electorate: { members: body.map(({ stance: _stance, ...member }) => member), quorum },
      ballot: new Map(body.map(({ partner, stance }) => [partner, stance])),
    }));
}
