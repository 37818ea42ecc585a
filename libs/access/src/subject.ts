import type { DelegationCode } from '@entente/kernel';

/**
 * What is asked about. `coalition`: the coalition itself and the asker's own session. `package`: one package and the delegations
 * that take part in it. `annex`: one sealed annex, its owner and the delegations it is released to (the owner needs no release).
 */
export type Subject =
  | { readonly kind: 'coalition' }
  | { readonly kind: 'package'; readonly parties: readonly DelegationCode[] }
  | {
      readonly kind: 'annex';
      readonly owner: DelegationCode;
      readonly releasedTo: readonly DelegationCode[];
    };

/** Why not. `NOT_FOUND` carries nothing: what the asker may not know exists gives no reason (SECURITY §4.3). */
export type Denial =
  { readonly code: 'FORBIDDEN'; readonly reason: DenialReason } | { readonly code: 'NOT_FOUND' };

/** `role`: no role of theirs may; `delegation`: that kind of delegation never does; `mandate`: no mandate in force. */
export type DenialReason = 'role' | 'delegation' | 'mandate' | 'owner';
