import type { DelegationCode, Hash, Instant, MandateId, PersonId } from '@entente/kernel';

/** What a partner says on the frozen package, once a procedure is open on it. */
export const ACTS = ['agree', 'object', 'abstain', 'abstain_constructive'] as const;
export type ActKind = (typeof ACTS)[number];

/** At which level somebody speaks for a partner, the lowest first (DOMAIN §1.3.3). */
export const LEVELS = ['counsellor', 'ambassador', 'capital'] as const;
export type Level = (typeof LEVELS)[number];

/** How high a level is: a whole number, the higher the level the greater. */
export const rankOf = (level: Level): number => LEVELS.indexOf(level);

/** What the person at the keyboard is: their partner's mandate is checked before the core is asked. */
export interface Speaker {
  readonly partner: DelegationCode;
  readonly person: PersonId;
  readonly mandate: MandateId;
  readonly level: Level;
}

/** One binding act of a partner. It names the hash it was given on. */
export interface Act extends Speaker {
  readonly act: ActKind;
  /** For a constructive abstention it is the declaration. */
  readonly reason: string;
  readonly packageHash: Hash;
  /** Chosen by the client once for each press of a button. */
  readonly nonce: string;
  /** Subject to confirmation by the capital; until then the partner has not answered. */
  readonly adReferendum: boolean;
  /** Items or provisions that an objection concerns. Empty: the whole package. */
  readonly scope: readonly string[];
  readonly textProposal: string;
  /** Why a live parliamentary reserve is overridden (DOMAIN §1.2); '' where none is. */
  readonly overrideReason: string;
  /** The partner whose person acts by proxy; null where the partner acts itself. */
  readonly proxyHolder: DelegationCode | null;
  readonly at: Instant;
}

/** What may be left out of an act that is sent. */
type Optional = 'level' | 'adReferendum' | 'scope' | 'textProposal' | 'overrideReason' | 'proxyHolder';

/** An act as it is asked for. A level left out is `ambassador`: the head of a delegation. */
export type ActContent = Omit<Act, 'at' | 'mandate' | Optional> &
  Partial<Pick<Act, Optional>> & { readonly mandate: MandateId | null };

/** The whole act from what was asked for; `mandate` null is refused before. */
export function actOf(content: ActContent, mandate: MandateId, at: Instant): Act {
  const { partner, act, reason, packageHash, person, nonce } = content;
  return {
    partner,
    act,
    reason,
    packageHash,
    person,
    mandate,
    nonce,
    level: content.level ?? 'ambassador',
    adReferendum: content.adReferendum ?? false,
    scope: content.scope ?? [],
    textProposal: content.textProposal ?? '',
    overrideReason: content.overrideReason ?? '',
    proxyHolder: content.proxyHolder ?? null,
    at,
  };
}
