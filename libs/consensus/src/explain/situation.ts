import type { DelegationCode } from '@entente/kernel';
import type { Ballot, Stance, Stances } from '../count/ballot.js';
import { isCounted, type Electorate } from '../count/electorate.js';
import type { Rule } from '../rule/rule.js';

/** What can be asked about: a rule without fault, who counts, and where they stand (a ballot of the rule's form). */
export interface Situation {
  readonly rule: Rule;
  readonly electorate: Electorate;
  readonly ballot: Ballot;
}

/** Where a stance stands within a situation: in a part of a composite, on a target of a matrix. */
export interface Place {
  readonly part: string | null;
  readonly target: string | null;
}

/** One member that stands elsewhere than now. */
export interface Change extends Place {
  readonly partner: DelegationCode;
  readonly from: Stance;
  readonly to: Stance;
}

export const HERE: Place = { part: null, target: null };

// Stances in a row; a member that has said nothing has the shortest way to any other but an objection.
const ROW: readonly Stance[] = ['against', 'abstain_constructive', 'abstain', 'absent', 'in_favour'];

/** How far a member has to go: the steps between two stances (SPEC R47). */
export const distance = (from: Stance, to: Stance): number => Math.abs(ROW.indexOf(from) - ROW.indexOf(to));

/** The ballot as it would be at best: whoever is awaited is in favour, whoever has spoken stays. */
export function atBest(electorate: Electorate, stances: Stances): Stances {
  const best = new Map(stances);
  for (const member of electorate.members) {
    const awaited = (stances.get(member.partner) ?? 'absent') === 'absent';
    if (isCounted(member) && member.obligatoryAbstention !== true && awaited) {
      best.set(member.partner, 'in_favour');
    }
  }
  return best;
}
