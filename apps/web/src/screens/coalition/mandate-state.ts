import type { Mandate } from '@entente/contracts';

export type MandateState = 'inForce' | 'future' | 'expired' | 'revoked';

/** Where a mandate stands at an instant, ms since the Unix epoch. */
export function mandateState({ from, to, revokedAt }: Mandate, now: number): MandateState {
  if (revokedAt !== null && revokedAt <= now) return 'revoked';
  if (now < from) return 'future';
  return to !== null && to <= now ? 'expired' : 'inForce';
}
