import { err, ok, type Instant, type Result } from '@entente/kernel';
import type { CommandOf, Office } from './command.js';
import { evolve } from './evolve.js';
import type { ProcedureEvent } from './event.js';
import { freed } from './hold.js';
import { officeRefusal } from './office.js';
import type { Refusal } from './refusal.js';
import type { Procedure } from './state.js';

type Decision = Result<readonly ProcedureEvent[], Refusal>;

/** The chair stops the clock of everything that still runs on one (UI §3; SPEC R189). */
export function suspend(
  procedure: Procedure,
  { by, reason, until }: CommandOf<'suspend'>,
  now: Instant,
): Decision {
  const { state, openedAt, pending, suspension, clockFault, matters } = procedure;
  const refusal = officeRefusal(by, 'chair');
  if (refusal !== null) return err(refusal);
  const runs = matters.some((matter) => matter.state === 'open' && matter.deadlineAt !== null);
  const stands = suspension !== null || clockFault || pending !== null;
  if (openedAt === null || stands || !runs) return err({ code: 'WRONG_STATE', state });
  if (reason.trim() === '') return err({ code: 'REASON_REQUIRED' });
  if (until !== null && until <= now) return err({ code: 'INSTANT_UNFIT', bound: now });
  return ok([{ type: 'suspended', by, reason, until, at: now }]);
}

/** The chair lets it run on before the instant that it named, or where it named none. */
export function resume(procedure: Procedure, { by }: CommandOf<'resume'>, now: Instant): Decision {
  const refusal = officeRefusal(by, 'chair');
  if (refusal !== null) return err(refusal);
  if (procedure.suspension === null) return err({ code: 'WRONG_STATE', state: procedure.state });
  return ok(endSuspension(procedure, by, now));
}

/** The end of a suspension, by the chair or by time; what a hold stops stays stopped (SPEC R190). */
export function endSuspension(procedure: Procedure, by: Office, at: Instant): readonly ProcedureEvent[] {
  const ended: ProcedureEvent = { type: 'suspension_ended', by, at };
  return [ended, ...freed(evolve(procedure, ended), { mode: 'lifted', at })];
}
