import { assertNever, err, ok, type Instant, type Result } from '@entente/kernel';
import type {
  Act,
  Procedure,
  ProcedureCommand,
  ProcedureEvent,
  Refusal,
  Terms,
  TermsFault,
} from './procedure.js';
import { outcome } from './outcome.js';

type Open = Extract<ProcedureCommand, { type: 'open' }>;
type ActCommand = Extract<ProcedureCommand, { type: 'act' }>;
type Decision = Result<readonly ProcedureEvent[], Refusal>;

/**
 * What a command does to a procedure (null: none stands yet), at the instant `now`. No events: it was done already.
 * Refusals come in the order of the `Refusal` union (SPEC R8).
 */
export function decide(procedure: Procedure | null, command: ProcedureCommand, now: Instant): Decision {
  switch (command.type) {
    case 'open':
      return procedure === null ? decideOpen(command, now) : err({ code: 'ALREADY_OPEN' });
    case 'act':
      return procedure === null ? err({ code: 'NOT_OPEN' }) : decideAct(procedure, command, now);
    case 'withdraw':
      return procedure === null ? err({ code: 'NOT_OPEN' }) : decideWithdraw(procedure, now);
    default:
      return assertNever(command);
  }
}

/** Applies one decided event. An event that does not follow from the state is a defect of the record: throws. */
export function evolve(procedure: Procedure | null, event: ProcedureEvent): Procedure {
  if (event.type === 'opened') {
    if (procedure !== null) throw new Error('event out of order: the procedure is open already');
    return { terms: event.terms, openedAt: event.at, acts: [], state: 'open' };
  }
  if (procedure?.state !== 'open') throw new Error('event out of order: the procedure is not open');
  switch (event.type) {
    case 'acted': {
      const { type: _acted, ...act } = event;
      return { ...procedure, acts: [...procedure.acts, act] };
    }
    case 'closed':
      return { ...procedure, state: event.state, closedAt: event.at };
    default:
      return assertNever(event);
  }
}

function decideOpen({ type: _open, ...terms }: Open, now: Instant): Decision {
  const fault = faultOf(terms);
  return fault === null ? ok([{ type: 'opened', terms, at: now }]) : err({ code: 'RULE_INPUT', fault });
}

function decideAct(procedure: Procedure, command: ActCommand, now: Instant): Decision {
  const earlier = procedure.acts.find((act) => act.nonce === command.nonce);
  // Before ALREADY_CLOSED: the second click of the act that closed the procedure succeeded with the first (DOMAIN §1.3.3).
  if (earlier !== undefined) return isSame(earlier, command) ? ok([]) : err({ code: 'NONCE_REUSED' });
  const refusal = refusalOf(procedure, command);
  if (refusal !== null) return err(refusal);
  if (command.mandate === null) return err({ code: 'NO_MANDATE' });
  const acted: ProcedureEvent = { ...command, type: 'acted', mandate: command.mandate, at: now };
  const { result } = outcome(evolve(procedure, acted));
  return ok(result === 'open' ? [acted] : [acted, { type: 'closed', state: result, at: now }]);
}

function refusalOf(procedure: Procedure, command: ActCommand): Refusal | null {
  if (procedure.state !== 'open') {
    return { code: 'ALREADY_CLOSED', state: procedure.state, closedAt: procedure.closedAt };
  }
  const { terms } = procedure;
  if (!terms.members.some((member) => member.participates && member.partner === command.partner)) {
    return { code: 'NOT_A_MEMBER' };
  }
  if (command.mandate === null) return { code: 'NO_MANDATE' };
  if (command.packageHash !== terms.packageHash) {
    return { code: 'HASH_MISMATCH', packageHash: terms.packageHash };
  }
  if (command.act === 'object' && command.reason.trim() === '') return { code: 'REASON_REQUIRED' };
  if (command.act === 'abstain_constructive' && !terms.allowConstructive) {
    return { code: 'ACT_NOT_ALLOWED' };
  }
  return null;
}

function decideWithdraw(procedure: Procedure, now: Instant): Decision {
  return procedure.state === 'open'
    ? ok([{ type: 'closed', state: 'withdrawn', at: now }])
    : err({ code: 'ALREADY_CLOSED', state: procedure.state, closedAt: procedure.closedAt });
}

function isSame(earlier: Act, command: ActCommand): boolean {
  return (
    earlier.partner === command.partner &&
    earlier.person === command.person &&
    earlier.act === command.act &&
    earlier.packageHash === command.packageHash &&
    earlier.reason === command.reason
  );
}

function faultOf(terms: Terms): TermsFault | null {
  const { members } = terms;
  if (!members.some((member) => member.participates)) return 'no_member';
  if (new Set(members.map((member) => member.partner)).size !== members.length) return 'member_twice';
  if (!members.every((member) => Number.isSafeInteger(member.weight) && member.weight >= 0)) {
    return 'weight_not_whole';
  }
  const total = members.reduce((sum, member) => sum + BigInt(member.weight), 0n);
  return total > BigInt(Number.MAX_SAFE_INTEGER) ? 'weights_too_large' : null;
}
