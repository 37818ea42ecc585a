import { err, instant, ok, type Instant, type PersonId, type Result } from '@entente/kernel';
import { deadlineAfter } from '../calendar/working-time.js';
import type { CommandOf } from './command.js';
import { evolve, isUndecided } from './evolve.js';
import type { EventOf, ProcedureEvent } from './event.js';
import { bearsOn, isBySilence } from './live.js';
import type { Refusal } from './refusal.js';
import type { Hold, HoldEnd, Matter, Procedure } from './state.js';

type Decision = Result<readonly ProcedureEvent[], Refusal>;
const DAY = 86_400_000;

/** More time for one partner: the clock of what it concerns stops (DOMAIN §1.1.3). */
export function placeHold(procedure: Procedure, command: CommandOf<'hold'>, now: Instant): Decision {
  const { terms, holds, matters } = procedure;
  const { id, partner, person, scope, reason } = command;
  if (terms.onObjection !== 'suspend' || !isBySilence(procedure)) return err({ code: 'ACT_NOT_ALLOWED' });
  if (holds.some((hold) => hold.id === id)) return err({ code: 'ID_TAKEN' });
  const held = matters.filter((matter) => isUndecided(matter) && bearsOn(terms, scope, matter.id));
  if (held.length === 0) return err({ code: 'WRONG_STATE', state: procedure.state });
  // Otherwise a partner could keep a matter waiting for good, by lifting and placing again.
  const again = held.some((matter) =>
    holds.some((hold) => hold.partner === partner && hold.matters.includes(matter.id)),
  );
  if (again) return err({ code: 'HOLD_LIMIT' });
  const expiresAt = instant(now + terms.holdMaxMs);
  const ids = held.map((matter) => matter.id);
  const hold: Hold = { id, partner, person, matters: ids, reason, at: now, expiresAt, end: null };
  return ok([{ type: 'hold_placed', hold, at: now }]);
}

/** The holder lifts its hold, and what nobody else holds runs on. */
export function liftHold(procedure: Procedure, command: CommandOf<'lift_hold'>, now: Instant): Decision {
  const found = ownHold(procedure, command);
  if (!found.ok) return found;
  const { person, reason } = command;
  return ok(endHold(procedure, found.value, { mode: 'lifted', at: now, person, reason }));
}

/** The holder's live hold, for whoever may end it. */
export function ownHold(
  { holds }: Procedure,
  { id, partner }: Pick<CommandOf<'lift_hold'>, 'id' | 'partner'>,
): Result<Hold, Refusal> {
  const hold = holds.find((each) => each.id === id);
  if (hold === undefined) return err({ code: 'NOTHING_THERE' });
  if (hold.partner !== partner) return err({ code: 'NOT_OWNER' });
  return hold.end === null ? ok(hold) : err({ code: 'NOTHING_THERE' });
}

/** How a hold ends. `person`, `reason`: of whoever ended it; left out where time did. */
export interface EndingHold {
  readonly mode: HoldEnd;
  readonly at: Instant;
  readonly person?: PersonId;
  readonly reason?: string;
}

/** The end of a hold, and of the waiting of each matter that no other hold stops (SPEC R80 to R83). */
export function endHold(
  procedure: Procedure,
  hold: Hold,
  { mode, at, person, reason }: EndingHold,
): readonly ProcedureEvent[] {
  const ended: ProcedureEvent = {
    type: 'hold_ended',
    id: hold.id,
    mode,
    person: person ?? null,
    reason: reason ?? '',
    at,
  };
  return [ended, ...freed(evolve(procedure, ended), { mode, at })];
}

/** Matters that nothing stops any more run again, each with its deadline. */
export function freed(procedure: Procedure, { mode, at }: EndingHold): readonly EventOf<'resumed'>[] {
  const free = procedure.matters.filter((matter) => matter.state === 'held' && !isHeld(procedure, matter.id));
  const deadlines = new Map<Instant, string[]>();
  for (const matter of free) {
    const deadline = resumedDeadline(procedure, matter, { mode, at });
    deadlines.set(deadline, [...(deadlines.get(deadline) ?? []), matter.id]);
  }
  return [...deadlines].map(([deadlineAt, matters]) => ({ type: 'resumed', matters, deadlineAt, at }));
}

const isHeld = ({ holds, suspension }: Procedure, matter: string): boolean =>
  suspension !== null || holds.some((hold) => hold.end === null && hold.matters.includes(matter));

/**
 * What was left when the clock stopped, but at least one working day; a hold that time ended after the deadline leaves nothing, so
 * that the matter is decided at once.
 */
function resumedDeadline(
  { terms }: Procedure,
  { deadlineAt, remainingMs }: Matter,
  { mode, at }: EndingHold,
): Instant {
  const byTime = mode === 'expired' || mode === 'lapsed';
  if (byTime && deadlineAt !== null && deadlineAt <= at) return at;
  const remaining = at + (remainingMs ?? 0);
  return instant(Math.max(remaining, oneWorkingDayAfter(terms, at)));
}

function oneWorkingDayAfter({ calendar }: Procedure['terms'], at: Instant): Instant {
  const next = calendar === null ? null : deadlineAfter(calendar, at, 1);
  // A calendar that ends before cannot tell which days are worked: a day is then 24 hours.
  return next?.ok === true ? next.value : instant(at + DAY);
}
