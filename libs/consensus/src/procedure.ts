import type { DelegationCode, Hash, Instant, MandateId, PersonId, ProcedureId } from '@entente/kernel';
import type { Member } from './count/electorate.js';

/** The rules this engine counts by; DOMAIN §1.3.2 names them. */
export type RuleId = 'UNANIMITY_ABST';

/** What a partner says on the frozen package, once a procedure is open on it. */
export const ACTS = ['agree', 'object', 'abstain', 'abstain_constructive'] as const;
export type ActKind = (typeof ACTS)[number];

/** Frozen and hashed when the procedure opens; nothing of it changes afterwards (DOMAIN §1.3.1). */
export interface Terms {
  readonly procedure: ProcedureId;
  readonly kind: 'vote';
  readonly rule: RuleId;
  readonly packageHash: Hash;
  readonly members: readonly Member[];
  readonly allowConstructive: boolean;
}

/** One binding act of a partner. It names the hash it was given on. */
export interface Act {
  readonly partner: DelegationCode;
  readonly act: ActKind;
  /** Required for an objection; may be empty otherwise. */
  readonly reason: string;
  readonly packageHash: Hash;
  readonly person: PersonId;
  readonly mandate: MandateId;
  /** Chosen by the client once for each press of a button. */
  readonly nonce: string;
  readonly at: Instant;
}

export type ClosedState = 'adopted' | 'broken' | 'not_adopted' | 'withdrawn';

/** `acts` holds every act in order; the last one of a partner is the live one (DOMAIN §1.3.1). */
export type Procedure = {
  readonly terms: Terms;
  readonly openedAt: Instant;
  readonly acts: readonly Act[];
} & ({ readonly state: 'open' } | { readonly state: ClosedState; readonly closedAt: Instant });

export type ProcedureCommand =
  | ({ readonly type: 'open' } & Terms)
  | ({ readonly type: 'act'; readonly mandate: MandateId | null } & Omit<Act, 'at' | 'mandate'>)
  | { readonly type: 'withdraw' };

export type ProcedureEvent =
  | { readonly type: 'opened'; readonly terms: Terms; readonly at: Instant }
  | ({ readonly type: 'acted' } & Act)
  | { readonly type: 'closed'; readonly state: ClosedState; readonly at: Instant };

/** Why a command changes nothing. Given in the order of this list (DESIGN §6). */
export type Refusal =
  | { readonly code: 'ALREADY_OPEN' }
  | { readonly code: 'NOT_OPEN' }
  | { readonly code: 'NONCE_REUSED' }
  | { readonly code: 'ALREADY_CLOSED'; readonly state: ClosedState; readonly closedAt: Instant }
  | { readonly code: 'NOT_A_MEMBER' }
  | { readonly code: 'NO_MANDATE' }
  | { readonly code: 'HASH_MISMATCH'; readonly packageHash: Hash }
  | { readonly code: 'REASON_REQUIRED' }
  | { readonly code: 'ACT_NOT_ALLOWED' }
  | { readonly code: 'RULE_INPUT'; readonly fault: TermsFault };

/** What is wrong with the terms of a procedure that is to be opened. */
export type TermsFault = 'no_member' | 'member_twice' | 'weight_not_whole' | 'weights_too_large';
