import { effectiveRoles, mandateFor, type Power } from '@entente/access';
import type { Level } from '@entente/consensus';
import { instant, type DelegationCode, type MandateId, type PersonId } from '@entente/kernel';
import type { SignedIn } from '@entente/nest-platform';

/** In whose name something is done, as the record keeps it: the person, under which name and for which delegation. */
export interface Acting {
  readonly person: PersonId;
  readonly name: string;
  readonly delegation: DelegationCode;
  /** The mandate that allows it; null where none is in force. */
  readonly mandate: MandateId | null;
}

/** What time alone brings is nobody's act, and stands in the record as that. */
export interface ByTime {
  readonly person: null;
  readonly name: string;
  readonly delegation: null;
  readonly mandate: null;
}
export const BY_TIME: ByTime = { person: null, name: 'Entente', delegation: null, mandate: null };

/** The actor with the mandate that gives `power` now. */
export function actingOf(actor: SignedIn, power: Power): Acting {
  const mandate = mandateFor(actor, power, instant(Date.now()));
  return {
    person: actor.person,
    name: actor.name,
    delegation: actor.delegation,
    mandate: mandate?.id ?? null,
  };
}

/** At which level a person speaks for their partner: what their highest role is (DOMAIN §1.3.3). */
export function levelOf(actor: SignedIn): Level {
  const roles = effectiveRoles(actor);
  if (roles.includes('ministry_signatory')) return 'capital';
  return roles.includes('head_of_delegation') ? 'ambassador' : 'counsellor';
}
