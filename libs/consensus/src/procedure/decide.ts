import { encodeJcs, hashOf, type JsonValue } from '@entente/canonical';
import { err, instant, ok, type Hash, type Instant, type Result } from '@entente/kernel';
import { closedRefusal, decideAct } from './acting.js';
import {
  clockFault,
  close,
  closeEarly,
  confirmResult,
  extend,
  fileCorrigendum,
  holdPublication,
  refer,
  textChanged,
  voidIt,
  withdraw,
} from './chair.js';
import { owed } from './clock.js';
import type { CommandOf, OfficeCommand, PartnerCommand, ProcedureCommand, SpokenCommand } from './command.js';
import { declare } from './declaring.js';
import { evolveAll, isClosed } from './evolve.js';
import type { ProcedureEvent } from './event.js';
import { extendHold } from './hold-extension.js';
import { isAsked } from './live.js';
import { changeElectorate } from './membership.js';
import { officeRefusal } from './office.js';
import { advance, begin } from './opening.js';
import type { Refusal } from './refusal.js';
import { consequences } from './settle.js';
import { decideSpoken } from './spoken.js';
import type { Procedure } from './state.js';
import { resume, suspend } from './suspension.js';

export type Decision = Result<readonly ProcedureEvent[], Refusal>;

/**
 * What a command does to a procedure (null: none stands yet), received at the instant `now`. What time owes until then comes first,
 * each at its legal instant (SPEC R76). No events: it was done already. Refusals come in the order of the `Refusal` union (SPEC R8); a
 * refusal carries no events, also none that time owes: the next command or tick brings those.
 */
export function decide(procedure: Procedure | null, command: ProcedureCommand, now: Instant): Decision {
  if (command.type === 'prepare' || command.type === 'announce' || command.type === 'open') {
    return procedure === null ? begin(command, now) : err({ code: 'ALREADY_OPEN' });
  }
  if (procedure === null) return err({ code: 'NOT_OPEN' });
  const due = owed(procedure, dueThrough(command, now));
  const current = evolveAll(procedure, due) ?? procedure;
  const decided = decideOn(current, command, now);
  if (!decided.ok) return decided;
  const after = evolveAll(current, decided.value) ?? current;
  const followed = decided.value.length === 0 ? [] : consequences(after, now);
  return ok([...due, ...decided.value, ...followed]);
}

/** Messages received before the close may still be on their way; then time owes only what lies before them (DOMAIN §1.3.3). */
function dueThrough(command: ProcedureCommand, now: Instant): Instant {
  const ingested = command.type === 'tick' ? (command.ingestedThrough ?? now) : now;
  return instant(Math.min(ingested, now));
}

type Begun = Exclude<ProcedureCommand, { type: 'prepare' | 'announce' | 'open' }>;

function decideOn(procedure: Procedure, command: Begun, now: Instant): Decision {
  if (command.type === 'act') return decideAct(procedure, command, now);
  if (command.type === 'declare') return declare(procedure, command, now);
  return isSpoken(command) ? heard(procedure, command, now) : decideOffice(procedure, command, now);
}

const isSpoken = (command: PartnerCommand | OfficeCommand): command is SpokenCommand =>
  'nonce' in command && command.type !== 'act';

/**
 * What the partner said, so that it is known when it comes again. The chair's leave is not the partner's word, and is used up by the first time.
 */
function digestOf(command: SpokenCommand): Hash {
  const { leave: _leave, ...said } = { leave: false, ...command };
  return hashOf(encodeJcs(said as unknown as JsonValue)); // Plain JSON by contract; an interface has no index signature to tell it.
}

/** A partner's word: once for each nonce, by a member, on a procedure that has not ended. Its receipt comes first. */
function heard(procedure: Procedure, command: SpokenCommand, now: Instant): Decision {
  const { nonce, partner, person, mandate, level } = command;
  const digest = digestOf(command);
  const earlier = procedure.received.find((each) => each.nonce === nonce);
  if (earlier !== undefined) return earlier.digest === digest ? ok([]) : err({ code: 'NONCE_REUSED' });
  if (isClosed(procedure.state) && !isHeardAfter(command)) return err(closedRefusal(procedure));
  if (!isAsked(procedure, partner)) return err({ code: 'NOT_A_MEMBER' });
  const decided = decideSpoken(procedure, command, now);
  if (!decided.ok) return decided;
  const reason = 'reason' in command ? command.reason : '';
  const receipt = { command: command.type, nonce, digest, reason, partner, person, mandate, level };
  return ok([{ type: 'received', ...receipt, at: now }, ...decided.value]);
}

/**
 * A reserve that the end left live is still its owner's to lift: that is on record, and changes nothing of the end (SPEC R193). And what was
 * adopted may be corrected, which anybody may contest (SPEC R216).
 */
const isHeardAfter = (command: SpokenCommand): boolean =>
  command.type === 'contest_corrigendum' || (command.type === 'end_reserve' && command.end.mode === 'lifted');

type Running = Exclude<OfficeCommand, { type: 'prepare' | 'announce' | 'open' }>;
type Ordered<Type extends Running['type']> = (
  procedure: Procedure,
  command: CommandOf<Type>,
  now: Instant,
) => Decision;

const ORDERED: { readonly [Type in Running['type']]: Ordered<Type> } = {
  tick: () => ok([]),
  text_changed: textChanged,
  clock_fault: clockFault,
  hold_publication: holdPublication,
  release_publication: holdPublication,
  withdraw: (procedure, _command, now) => withdraw(procedure, now),
  extend,
  suspend,
  resume,
  extend_hold: extendHold,
  close_early: closeEarly,
  close,
  refer,
  confirm_result: confirmResult,
  void: voidIt,
  file_corrigendum: fileCorrigendum,
  change_electorate: changeElectorate,
  advance: (procedure, command, now) => {
    const refusal = officeRefusal(command.by, 'chair');
    return refusal === null ? advance(procedure, command, now) : err(refusal);
  },
};

/** News of the surroundings; to a procedure that has ended they are none. */
const NEWS: readonly Running['type'][] = ['tick', 'text_changed', 'clock_fault'];
const AFTER_CLOSING: readonly Running['type'][] = [
  'hold_publication',
  'release_publication',
  'file_corrigendum',
];

function decideOffice(procedure: Procedure, command: Running, now: Instant): Decision {
  if (isClosed(procedure.state) && !AFTER_CLOSING.includes(command.type)) {
    return NEWS.includes(command.type) ? ok([]) : err(closedRefusal(procedure));
  }
  // Each entry of the table takes the command of its own key; TypeScript cannot follow that through the lookup.
  const order = ORDERED[command.type] as (procedure: Procedure, command: Running, now: Instant) => Decision;
  return order(procedure, command, now);
}
