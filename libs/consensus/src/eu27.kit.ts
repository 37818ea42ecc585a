/** The Union of DOMAIN §1.6 for tests, from the shared vectors: table `EU27-EUROSTAT-2024-01-01`. */
import { readFileSync } from 'node:fs';
import type { DelegationCode } from '@entente/kernel';
import type { Stance, Stances } from './count/ballot.js';
import type { Electorate, Member } from './count/electorate.js';

const file = new URL('../vectors/decision-rules.json', import.meta.url);
const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as {
  vectors: readonly [{ members: readonly { id: DelegationCode; weight: number }[] }];
};

/** The 27 in alphabetical order of their codes. */
export const UNION: readonly Member[] = vectors[0].members.map(({ id, weight }) => ({
  partner: id,
  weight,
  participates: true,
}));

/** Codes of a list such as `AT BE CZ`. */
export const codes = (list: string): DelegationCode[] => list.split(' ').filter(Boolean) as DelegationCode[];

/** The codes ordered by weight, largest first. */
export const bySize: readonly DelegationCode[] = UNION.toSorted((a, b) => b.weight - a.weight).map(
  ({ partner }) => partner,
);

/** A body of these members with a change to some of them; no quorum. */
export function bodyOf(
  members: readonly Member[],
  change: Readonly<Record<string, Partial<Member>>> = {},
): Electorate {
  return {
    members: members.map((member) => ({ ...member, ...change[member.partner] })),
    quorum: 'none',
  };
}

/** Members of weight 1 called `P00`, `P01`, … */
export const seats = (size: number): readonly Member[] =>
  Array.from({ length: size }, (_none, index) => ({
    partner: `P${String(index).padStart(2, '0')}` as DelegationCode,
    weight: 1,
    participates: true,
  }));

/** Stances by lists of codes; whoever is in none stands where `rest` says. */
export function ballot(
  members: readonly Member[],
  said: Partial<Record<Stance, string>>,
  rest: Stance = 'absent',
): Stances {
  const stances = new Map<DelegationCode, Stance>(members.map(({ partner }) => [partner, rest]));
  for (const [stance, list] of Object.entries(said)) {
    for (const partner of codes(list)) stances.set(partner, stance as Stance);
  }
  return stances;
}
