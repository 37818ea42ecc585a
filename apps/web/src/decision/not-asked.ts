import { leftOutBy } from '@entente/consensus';
import type { Procedure } from '@entente/contracts';
import type { DelegationCode } from '@entente/kernel';

/** Partners of the package that a procedure's forum does not ask (SPEC R235). */
export const notAskedIn = ({ core }: Procedure): readonly DelegationCode[] => leftOutBy(core)?.partners ?? [];

/** The ground on which a delegation is not asked; null: it is, or has no seat of a partner. */
export const groundAgainst = (procedure: Procedure, delegation: DelegationCode): string | null =>
  notAskedIn(procedure).includes(delegation) ? (procedure.core.terms.without?.ground ?? null) : null;
