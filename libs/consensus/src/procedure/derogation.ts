import { encodeJcs, hashOf } from '@entente/canonical';
import type { DelegationCode, Hash, Instant, ProcedureId } from '@entente/kernel';
import type { Rule } from '../rule/rule.js';
import type { NewPeriod } from './following.js';
import type { Terms } from './terms.js';

/** What a partner asks for under an adopted act (DOMAIN §1.3.6). Plain JSON; acts on it name its hash. */
export interface DerogationRequest {
  /** The adopted package, and the procedure that adopted it. */
  readonly packageHash: Hash;
  readonly procedure: ProcedureId;
  readonly partner: DelegationCode;
  /** Whom or what it is for. */
  readonly subject: string;
  /** The provision that it derogates from, by its id; null: the act as a whole. */
  readonly provision: string | null;
  readonly ground: string;
  /** From when and until when; null: from the decision, or without an end. */
  readonly from: Instant | null;
  readonly until: Instant | null;
}

/** What acts on a request name: form `entente-derogation/1`, strict JCS of all of it (SPEC R202). */
export function derogationHash(request: DerogationRequest): Hash {
  const { packageHash, procedure, partner, subject, provision, ground, from, until } = request;
  const content = { packageHash, procedure, partner, subject, provision, ground, from, until };
  return hashOf(encodeJcs({ form: 'entente-derogation/1', request: content }));
}

/** Whether a procedure decides on a derogation, and not on the package. */
export const isDerogation = ({ followsAs }: Pick<Terms, 'followsAs'>): boolean => followsAs === 'derogation';

/**
 * A request for a derogation under an adopted act: deemed granted unless somebody objects by the deadline; then it is put to a count
 * (DOMAIN §1.3.6; SPEC R91). Nothing of it may be held, severed, extended or braked: the act has laid down its one clock.
 */
export function derogation(
  base: Terms,
  request: NewPeriod & { readonly packageHash: Terms['packageHash']; readonly fallback: Rule },
): Terms {
  const { holdExtensionMs: _extension, sunset: _sunset, ...rest } = base;
  return {
    ...rest,
    kind: 'silence',
    rule: { id: 'CONSENSUS' },
    onObjection: 'terminate',
    items: [],
    severable: false,
    allowConstructive: false,
    allowEmergencyBrake: false,
    contestable: false,
    announcedAt: null,
    minPeriodMs: 0,
    maxExtensions: 0,
    recallWindowMs: 0,
    follows: base.procedure,
    followsAs: 'derogation',
    ...request,
  };
}
