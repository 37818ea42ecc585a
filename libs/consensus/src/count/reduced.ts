import type { DelegationCode } from '@entente/kernel';
import type { Rule } from '../rule/rule.js';
import type { Ballot } from './ballot.js';
import { count, type Count } from './count.js';
import type { Electorate } from './electorate.js';

/** A member that left the body, or was suspended in it, while the procedure was open. */
export interface Removal {
  readonly partner: DelegationCode;
  readonly how: 'left' | 'suspended';
}

/**
 * Both computations of an electorate that was reduced (DOMAIN §1.3.3). `countWith`: as it opened, the live stances of the removed
 * members included. `countWithout`: on the reduced electorate. Where they differ in outcome the chair confirms.
 */
export interface BothCounts {
  readonly countWith: Count;
  readonly countWithout: Count;
  readonly flips: boolean;
}

/** The electorate after removals: who left is no longer of the full membership, who is suspended is. */
export function reduced(electorate: Electorate, removals: readonly Removal[]): Electorate {
  const how = new Map(removals.map((removal) => [removal.partner, removal.how]));
  const members = electorate.members
    .filter(({ partner }) => how.get(partner) !== 'left')
    .map((member) => (how.get(member.partner) === 'suspended' ? { ...member, suspended: true } : member));
  return { ...electorate, members };
}

/** Counts with and without the removed members (SPEC R37). */
export function countBoth(
  rule: Rule,
  electorate: Electorate,
  ballot: Ballot,
  removals: readonly Removal[],
): BothCounts {
  const countWith = count(rule, electorate, ballot);
  const countWithout = count(rule, reduced(electorate, removals), ballot);
  return { countWith, countWithout, flips: countWith.outcome !== countWithout.outcome };
}
