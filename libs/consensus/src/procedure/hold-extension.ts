import { err, instant, ok, type Instant, type Result } from '@entente/kernel';
import type { CommandOf } from './command.js';
import type { ProcedureEvent } from './event.js';
import { ownHold } from './hold.js';
import { officeRefusal } from './office.js';
import type { Refusal } from './refusal.js';
import type { Procedure } from './state.js';

type Decision = Result<readonly ProcedureEvent[], Refusal>;

/** Its holder asks for more time than a hold gives, once, with a reason (DOMAIN §1.1.3; SPEC R200). Nothing moves by that. */
export function askHoldExtension(
  procedure: Procedure,
  command: CommandOf<'ask_hold_extension'>,
  now: Instant,
): Decision {
  const { holdExtensionMs } = procedure.terms;
  if (holdExtensionMs === undefined) return err({ code: 'ACT_NOT_ALLOWED' });
  const found = ownHold(procedure, command);
  if (!found.ok) return found;
  const { id, partner, until, reason } = command;
  const { expiresAt, extendedFrom } = found.value;
  if (extendedFrom !== undefined) return err({ code: 'HOLD_LIMIT' });
  if (reason.trim() === '') return err({ code: 'REASON_REQUIRED' });
  const latest = instant(expiresAt + holdExtensionMs);
  if (until <= expiresAt) return err({ code: 'INSTANT_UNFIT', bound: expiresAt });
  if (until > latest) return err({ code: 'INSTANT_UNFIT', bound: latest });
  return ok([{ type: 'hold_extension_asked', id, partner, until, reason, at: now }]);
}

/** The chair grants what the holder asked for: no other instant, and nothing that nobody asked (SPEC R201). */
export function extendHold(
  { holds }: Procedure,
  { by, id }: CommandOf<'extend_hold'>,
  now: Instant,
): Decision {
  const refusal = officeRefusal(by, 'chair');
  if (refusal !== null) return err(refusal);
  const hold = holds.find((each) => each.id === id && each.end === null);
  if (hold?.asked === undefined) return err({ code: 'NOTHING_THERE' });
  const { partner, expiresAt: from, asked } = hold;
  return ok([{ type: 'hold_extended', id, partner, from, to: asked.until, at: now }]);
}
