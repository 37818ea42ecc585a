import type { DelegationCode, Instant, MandateId, PersonId } from '@entente/kernel';

/** What a person is in the coalition. One person may hold several, all fitting the kind of their delegation (SPEC A4). */
export type Role =
  | 'delegate'
  | 'head_of_delegation'
  | 'ministry_signatory'
  | 'secretariat'
  | 'chair'
  | 'observer'
  | 'auditor'
  | 'administrator';

/** What a mandate lets its holder do. */
export type Power =
  'speak' | 'propose' | 'take_positions' | 'break_silence' | 'endorse' | 'publish' | 'administer';

/**
 * `partner`: a state or bloc with a voice; `chair`, `secretariat`: neutral seats; `observer`: reads; `administration`: keeps the
 * accounts and takes part in nothing.
 */
export type DelegationKind = 'partner' | 'chair' | 'secretariat' | 'observer' | 'administration';

/** One power of one person: in force from `from` (inclusive) until `to` (exclusive; null: until revoked). */
export interface Mandate {
  readonly id: MandateId;
  readonly power: Power;
  readonly from: Instant;
  readonly to: Instant | null;
}

/** Who asks: always one person of one delegation. */
export interface Actor {
  readonly person: PersonId;
  readonly delegation: DelegationCode;
  readonly delegationKind: DelegationKind;
  readonly roles: readonly Role[];
  readonly mandates: readonly Mandate[];
}

export const ROLES = [
  'delegate',
  'head_of_delegation',
  'ministry_signatory',
  'secretariat',
  'chair',
  'observer',
  'auditor',
  'administrator',
] as const satisfies readonly Role[];

export const POWERS = [
  'speak',
  'propose',
  'take_positions',
  'break_silence',
  'endorse',
  'publish',
  'administer',
] as const satisfies readonly Power[];

export const DELEGATION_KINDS = [
  'partner',
  'chair',
  'secretariat',
  'observer',
  'administration',
] as const satisfies readonly DelegationKind[];

/** The mandate that gives `power` at `now`; the longest-standing where several do, so that the record is stable. */
export function mandateFor(actor: Actor, power: Power, now: Instant): Mandate | null {
  let found: Mandate | null = null;
  for (const mandate of actor.mandates) {
    const inForce = mandate.from <= now && (mandate.to === null || now < mandate.to);
    if (mandate.power !== power || !inForce) continue;
    if (found === null || mandate.from < found.from) found = mandate;
  }
  return found;
}
