import type { DelegationCode } from '@entente/kernel';
import type { BoardMark, Marked } from './board-mark.js';
import type { Ballot, Stance, Stances } from './count/ballot.js';
import type { Electorate } from './count/electorate.js';
import type { Situation } from './explain/situation.js';
import type { Rule } from './rule/rule.js';

const STANCE_OF: Readonly<Record<BoardMark, Stance>> = {
  support: 'in_favour',
  can_accept: 'in_favour',
  oppose: 'against',
  substantive: 'against',
  scrutiny: 'absent',
  no_instructions: 'absent',
  none: 'absent',
};

/** How a mark would be counted if the partner acted as it has spoken; what was given for other words counts as awaited (SPEC R187). */
export const stanceOfMark = ({ mark, stale }: Marked): Stance => (stale ? 'absent' : STANCE_OF[mark]);

/**
 * Positions under a rule, as if they were acts. They are not: this only measures the way that is left. Null for a matrix, whose
 * targets positions do not name.
 */
export function boardSituation(
  rule: Rule,
  electorate: Electorate,
  marks: ReadonlyMap<DelegationCode, Marked>,
): Situation | null {
  const stances: Stances = new Map([...marks].map(([partner, marked]) => [partner, stanceOfMark(marked)]));
  const ballot = ballotFor(rule, stances);
  return ballot === null ? null : { rule, electorate, ballot };
}

function ballotFor(rule: Rule, stances: Stances): Ballot | null {
  if (rule.id === 'MATRIX') return null;
  if (rule.id !== 'COMPOSITE') return stances;
  const parts = new Map<string, Ballot>();
  for (const part of rule.parts) {
    const ballot = ballotFor(part.rule, stances);
    if (ballot === null) return null;
    parts.set(part.name, ballot);
  }
  return { parts };
}
