import { err, ok, type Hash, type Instant, type Result } from '@entente/kernel';
import { evolve } from './evolve.js';
import type { CommandOf, Opening } from './command.js';
import type { EventOf, ProcedureEvent } from './event.js';
import { termsFaults } from './faults.js';
import type { Refusal } from './refusal.js';
import type { Procedure } from './state.js';
import { residualHash, type Terms } from './terms.js';

type Decision = Result<readonly ProcedureEvent[], Refusal>;

/** From nothing to prepared, announced or open. */
export function begin(
  { type, terms, frozenHash, reserves = [] }: { readonly type: 'prepare' | 'announce' | 'open' } & Opening,
  now: Instant,
): Decision {
  const given = { terms, reserves };
  if (type === 'prepare') return ok([{ type: 'prepared', ...given, at: now }]);
  const refusal = openingRefusal(terms, frozenHash, { now, opens: type === 'open' });
  if (refusal !== null) return err(refusal);
  return ok([type === 'announce' ? { type: 'announced', ...given, at: now } : opened(terms, reserves, now)]);
}

/** One that stands, to its next state. */
export function advance(procedure: Procedure, { frozenHash }: CommandOf<'advance'>, now: Instant): Decision {
  const { state, terms, reserves } = procedure;
  if (state !== 'prepared' && state !== 'announced') return err({ code: 'ALREADY_OPEN' });
  const opens = state === 'announced';
  const refusal = openingRefusal(terms, frozenHash, { now, opens });
  if (refusal !== null) return err(refusal);
  return ok([opens ? openedBy(procedure, now) : { type: 'announced', terms, reserves, at: now }]);
}

/** The opening of one that was announced. */
export const openedBy = ({ terms, reserves }: Procedure, at: Instant): EventOf<'opened'> =>
  opened(terms, reserves, at);

function opened(terms: Terms, reserves: Procedure['reserves'], at: Instant): EventOf<'opened'> {
  const ids = terms.severable ? terms.items.map((item) => item.id) : [];
  const residuals = ids.map((id) => {
    const kept = ids.filter((other) => other !== id);
    return [id, residualHash(terms, terms.packageHash, kept)] as const;
  });
  return { type: 'opened', terms, reserves, residuals: Object.fromEntries(residuals), at };
}

/** Text, period and rule have to be fit on the day it opens; announced, on the day it will (SPEC R61 to R63). */
function openingRefusal(
  terms: Terms,
  frozenHash: Hash | null,
  { now, opens }: { readonly now: Instant; readonly opens: boolean },
): Refusal | null {
  if (frozenHash === null) return { code: 'NOT_FROZEN' };
  if (frozenHash !== terms.packageHash) return { code: 'HASH_MISMATCH', packageHash: frozenHash };
  const opensAt = opens ? now : (terms.opensAt ?? now);
  if (opensAt < now) return { code: 'INSTANT_UNFIT', bound: now };
  const [fault] = termsFaults(terms, opensAt);
  return fault === undefined ? null : { code: 'RULE_INPUT', fault };
}

/** A partner declares before opening that it takes no part: it leaves the electorate of this procedure (DOMAIN §1.3.3). */
export function decline(
  procedure: Procedure,
  { partner }: CommandOf<'decline_participation'>,
  now: Instant,
): Decision {
  if (procedure.openedAt !== null) return err({ code: 'ELECTORATE_FROZEN' });
  const declined: ProcedureEvent = { type: 'participation_declined', partner, at: now };
  const { terms } = evolve(procedure, declined);
  const [fault] = termsFaults(terms, terms.opensAt ?? now);
  return fault === undefined ? ok([declined]) : err({ code: 'RULE_INPUT', fault });
}

/** Before opening any partner of the electorate may contest that silence is used at all (OSCE, DOMAIN §1.1.4). */
export function contestUse(
  procedure: Procedure,
  { partner }: CommandOf<'contest_use'>,
  now: Instant,
): Decision {
  const { state, terms } = procedure;
  if (state !== 'announced') return err({ code: 'WRONG_STATE', state });
  if (!terms.contestable) return err({ code: 'ACT_NOT_ALLOWED' });
  const cause = 'use_contested';
  const nothing = { reserves: [], residual: null, comparison: null, to: null };
  return ok([{ type: 'closed', state: 'withdrawn', cause, partners: [partner], ...nothing, at: now }]);
}
