import {
  shippedWeightTables,
  type Electorate,
  type Member,
  type Rule,
  type Situation,
  type Stance,
  type Stances,
} from '@entente/consensus';
import type { DelegationCode } from '@entente/kernel';
import type { SeededRandom } from '@entente/testing';

/** The 27 with the weights that we ship. */
export function union(): readonly Member[] {
  const table = shippedWeightTables().find(({ weights }) => Object.keys(weights).length === 27);
  if (table === undefined) throw new Error('no weight table of the 27 is shipped');
  return Object.entries(table.weights).map(([code, weight]) => ({
    partner: code as DelegationCode,
    weight,
    participates: true,
  }));
}

/** A body of so many members, none as heavy as another. */
export function assembly(size: number, random: SeededRandom): readonly Member[] {
  return Array.from({ length: size }, (_none, index) => ({
    partner: `M${String(index).padStart(3, '0')}` as DelegationCode,
    weight: 100_000 + random.integer(80_000_000),
    participates: true,
  }));
}

export const bodyOf = (members: readonly Member[]): Electorate => ({ members, quorum: 'none' });

/** Stances as a vote in progress has them: most in favour, some of each other kind. */
export function someStances(members: readonly Member[], random: SeededRandom): Stances {
  const lots: readonly Stance[] = [
    ...Array.from({ length: 6 }, () => 'in_favour' as const),
    'against',
    'abstain',
    'absent',
    'absent',
  ];
  return new Map(members.map(({ partner }) => [partner, random.pick(lots)]));
}

/** Every member where `stance` says. */
export const all = (members: readonly Member[], stance: Stance): Stances =>
  new Map(members.map(({ partner }) => [partner, stance]));

export const situation = (
  rule: Rule,
  members: readonly Member[],
  ballot: Situation['ballot'],
): Situation => ({
  rule,
  electorate: bodyOf(members),
  ballot,
});
