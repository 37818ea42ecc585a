import { err, ok, type Instant, type Result } from '@entente/kernel';
import { decideReserve } from '../reserve/reserve.js';
import { answerAdReferendum, closedRefusal, convertHold, withdrawObjection } from './acting.js';
import type { CommandOf, SpokenCommand } from './command.js';
import { isClosed } from './evolve.js';
import type { ProcedureEvent } from './event.js';
import { liftHold, placeHold } from './hold.js';
import { askHoldExtension } from './hold-extension.js';
import { kindOf } from './live.js';
import { giveProxy, revokeProxy } from './membership.js';
import { contestUse, decline } from './opening.js';
import type { Refusal } from './refusal.js';
import { ended } from './settle.js';
import type { Procedure } from './state.js';

type Decision = Result<readonly ProcedureEvent[], Refusal>;
type Heard<Type extends SpokenCommand['type']> = (
  procedure: Procedure,
  command: CommandOf<Type>,
  now: Instant,
) => Decision;

const HEARD: { readonly [Type in SpokenCommand['type']]: Heard<Type> } = {
  contest_use: contestUse,
  decline_participation: decline,
  enter_reserve: enterReserve,
  end_reserve: endReserve,
  hold: placeHold,
  lift_hold: liftHold,
  ask_hold_extension: askHoldExtension,
  convert_hold: convertHold,
  withdraw_objection: withdrawObjection,
  confirm_act: answerAdReferendum,
  repudiate_act: answerAdReferendum,
  give_proxy: giveProxy,
  revoke_proxy: revokeProxy,
  agree_shortening: agreeShortening,
  contest_corrigendum: contestCorrigendum,
  emergency_brake: brake,
  set_cell: setCell,
};

/** What may be said before it is open. */
const BEFORE_OPENING: readonly SpokenCommand['type'][] = [
  'contest_use',
  'decline_participation',
  'enter_reserve',
  'end_reserve',
];

/** What a member's word does, once it is known to be a member's and new. */
export function decideSpoken(procedure: Procedure, command: SpokenCommand, now: Instant): Decision {
  const { openedAt, pending, state } = procedure;
  const early = openedAt === null && !BEFORE_OPENING.includes(command.type);
  if (early || pending !== null) return err({ code: 'WRONG_STATE', state });
  // Each entry of the table takes the command of its own key; TypeScript cannot follow that through the lookup.
  const hear = HEARD[command.type] as (
    procedure: Procedure,
    command: SpokenCommand,
    now: Instant,
  ) => Decision;
  return hear(procedure, command, now);
}

function agreeShortening(
  procedure: Procedure,
  { partner, deadlineAt: to }: CommandOf<'agree_shortening'>,
  now: Instant,
): Decision {
  const { deadlineAt, state } = procedure;
  if (deadlineAt === null || state !== 'open') return err({ code: 'WRONG_STATE', state });
  if (to <= now) return err({ code: 'INSTANT_UNFIT', bound: now });
  if (to >= deadlineAt) return err({ code: 'INSTANT_UNFIT', bound: deadlineAt });
  return ok([{ type: 'shortening_agreed', partner, deadlineAt: to, at: now }]);
}

/**
 * One objection to the form ends the main procedure too: its words are no longer beyond doubt (DOMAIN §1.3.3). What was adopted stays so, and
 * keeps its words (SPEC R216).
 */
function contestCorrigendum(
  procedure: Procedure,
  { id, partner }: CommandOf<'contest_corrigendum'>,
  now: Instant,
): Decision {
  const running = procedure.corrigenda.some(
    (corrigendum) => corrigendum.id === id && corrigendum.state === 'running',
  );
  if (isClosed(procedure.state) && procedure.state !== 'adopted') return err(closedRefusal(procedure));
  if (!running) return err({ code: 'NOTHING_THERE' });
  const contested: ProcedureEvent = { type: 'corrigendum_contested', id, partner, at: now };
  if (isClosed(procedure.state)) return ok([contested]);
  const end = { state: 'void', cause: 'corrigendum_contested', partners: [partner] } as const;
  return ok([contested, ended(procedure, end, now)]);
}

/** For vital and stated reasons of national policy: no vote is taken (TEU 31(2)). */
function brake(
  procedure: Procedure,
  { partner, reason }: CommandOf<'emergency_brake'>,
  now: Instant,
): Decision {
  if (!procedure.terms.allowEmergencyBrake) return err({ code: 'ACT_NOT_ALLOWED' });
  if (reason.trim() === '') return err({ code: 'REASON_REQUIRED' });
  return ok([ended(procedure, { state: 'referred', cause: 'emergency_brake', partners: [partner] }, now)]);
}

function setCell(procedure: Procedure, command: CommandOf<'set_cell'>, now: Instant): Decision {
  const { partner, target, cell, person, mandate, nonce } = command;
  if (kindOf(procedure) !== 'matrix') return err({ code: 'ACT_NOT_ALLOWED' });
  if (!procedure.terms.items.some((item) => item.id === target)) return err({ code: 'NOTHING_THERE' });
  return ok([{ type: 'cell_set', partner, target, cell, person, mandate, nonce, at: now }]);
}

/** A reserve during a procedure stands on a frozen text. `hold` is not one here: it is a hold, which stops the clock. */
function enterReserve(
  procedure: Procedure,
  { reserve, leave, ...speaker }: CommandOf<'enter_reserve'>,
  now: Instant,
): Decision {
  if (reserve.kind === 'hold') return err({ code: 'ACT_NOT_ALLOWED' });
  return decideReserve(procedure.reserves, { type: 'enter', reserve, speaker }, { frozen: true, leave, now });
}

/** Lifted, converted or overridden. One converted to an objection takes effect only with the act that objects. */
function endReserve(
  procedure: Procedure,
  { id, end, ...speaker }: CommandOf<'end_reserve'>,
  now: Instant,
): Decision {
  return decideReserve(
    procedure.reserves,
    { type: 'end', id, end, speaker },
    { frozen: true, leave: false, now },
  );
}
