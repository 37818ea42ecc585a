import { decide, seesAll, type Refusal } from '@entente/consensus';
import type { Procedure } from '@entente/contracts';
import type { Instant } from '@entente/kernel';

type Kind = Procedure['kind'];
/** A vote and a matrix have a close of their own (SPEC R79). */
export const knowsEarlyClose = (kind: Kind): boolean => kind !== 'vote' && kind !== 'matrix';

/** Whether all endorsed, and whose reserve has ended, may be more than the chair is shown. */
const OF_POSITIONS: readonly Refusal['code'][] = ['NOT_ALL_ENDORSED', 'RESERVE_LIVE'];

/** Why the chair may not close early now, by the core; null: it may, or the server alone can tell (SPEC R75, R197). */
export function earlyCloseRefusal(core: Procedure['core'], now: Instant): Refusal | null {
  const decision = decide(core, { type: 'close_early', by: 'chair' }, now);
  if (decision.ok) return null;
  const shown = seesAll(core.terms, { partner: null, office: 'chair' });
  return !shown && OF_POSITIONS.includes(decision.error.code) ? null : decision.error;
}
