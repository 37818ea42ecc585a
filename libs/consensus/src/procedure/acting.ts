import { err, instant, ok, type Instant, type MandateId, type Result } from '@entente/kernel';
import { liveReserves } from '../reserve/reserve.js';
import { actOf, type Act, type ActContent } from './act.js';
import type { CommandOf } from './command.js';
import { evolve, isClosed, isUndecided } from './evolve.js';
import type { ProcedureEvent } from './event.js';
import { endHold, ownHold } from './hold.js';
import { bearsOn, isAsked, isBySilence, kindOf, liveActs } from './live.js';
import type { Refusal } from './refusal.js';
import { consequences } from './settle.js';
import type { Procedure } from './state.js';

type Decision = Result<readonly ProcedureEvent[], Refusal>;

/** One partner's binding act (SPEC R5 to R8, R64 to R75). */
export function decideAct(procedure: Procedure, command: ActContent, now: Instant): Decision {
  const earlier = procedure.acts.find((act) => act.nonce === command.nonce);
  // Before ALREADY_CLOSED: the second click of the act that closed the procedure succeeded with the first (DOMAIN §1.3.3).
  if (earlier !== undefined) return isSame(earlier, command) ? ok([]) : err({ code: 'NONCE_REUSED' });
  const late = lateness(procedure, command);
  if (late === 'refused') return err(closedRefusal(procedure));
  const refusal =
    stateRefusal(procedure, late) ?? rightRefusal(procedure, command) ?? wordRefusal(procedure, command);
  if (refusal !== null) return err(refusal);
  if (command.mandate === null) return err({ code: 'NO_MANDATE' });
  if (late === 'noted') return lateObjection(procedure, command, now);
  return ok(acted(procedure, actOf(command, command.mandate, now)));
}

export function isSame(earlier: Act, command: ActContent): boolean {
  return (
    earlier.partner === command.partner &&
    earlier.person === command.person &&
    earlier.act === command.act &&
    earlier.packageHash === command.packageHash &&
    earlier.reason === command.reason &&
    earlier.scope.join(' ') === (command.scope ?? []).join(' ')
  );
}

/**
 * Whether an act still finds something to act on. An objection after an adoption by silence is noted without effect; everything
 * else that comes after is refused (SPEC R72).
 */
function lateness(procedure: Procedure, command: ActContent): 'in_time' | 'noted' | 'refused' {
  const { matters, terms, openedAt, state } = procedure;
  if (openedAt === null) return isClosed(state) ? 'refused' : 'in_time';
  const concerned = matters.filter((matter) => bearsOn(terms, command.scope ?? [], matter.id));
  if (!isClosed(state) && concerned.some(isUndecided)) return 'in_time';
  const passed = concerned.some((matter) => matter.state === 'adopted' && matter.cause === 'silence');
  return command.act === 'object' && passed ? 'noted' : 'refused';
}

export function closedRefusal({ state, closedAt, since }: Procedure): Refusal {
  return { code: 'ALREADY_CLOSED', state, closedAt: closedAt ?? since };
}

function stateRefusal({ openedAt, pending, state }: Procedure, late: string): Refusal | null {
  if (openedAt === null) return { code: 'WRONG_STATE', state };
  return late === 'in_time' && pending !== null ? { code: 'WRONG_STATE', state } : null;
}

/** Who may act, and on which words. */
function rightRefusal(procedure: Procedure, command: ActContent): Refusal | null {
  const { packageHash, proxies } = procedure;
  const { partner, mandate, proxyHolder = null } = command;
  if (!isAsked(procedure, partner)) return { code: 'NOT_A_MEMBER' };
  const holds = proxies.some(
    ({ giver, holder, revokedAt }) => giver === partner && holder === proxyHolder && revokedAt === null,
  );
  if (mandate === null) return { code: 'NO_MANDATE' };
  if (proxyHolder !== null && !holds) return { code: 'NO_MANDATE', proxyOf: partner };
  return command.packageHash === packageHash ? null : { code: 'HASH_MISMATCH', packageHash };
}

/** What has to be said with an act, and which acts the terms know. */
function wordRefusal(procedure: Procedure, command: ActContent): Refusal | null {
  const { act, reason, partner } = command;
  const needsReason = act === 'abstain_constructive' || (act === 'object' && procedure.terms.reasonsRequired);
  if (needsReason && reason.trim() === '') return { code: 'REASON_REQUIRED' };
  if (!isAllowed(procedure, command)) return { code: 'ACT_NOT_ALLOWED' };
  const obliged = procedure.members.some(
    (member) => member.partner === partner && member.obligatoryAbstention === true,
  );
  if (obliged && act !== 'abstain') return { code: 'OBLIGATORY_ABSTENTION' };
  return overrideRefusal(procedure, command);
}

/** An objection is never ad referendum: until the capital had answered, nobody would know whether silence is broken. */
function isAllowed(procedure: Procedure, { act, adReferendum = false }: ActContent): boolean {
  const { terms } = procedure;
  if (kindOf(procedure) === 'matrix') return false;
  if (act === 'abstain') return terms.allowAbstain;
  if (act === 'object') return !adReferendum;
  return act === 'abstain_constructive' ? terms.allowConstructive : true;
}

/** Agreement and abstention alike give agreement over a parliament's reserve, so special reasons are asked for (DOMAIN §1.2). */
function overrideRefusal(procedure: Procedure, command: ActContent): Refusal | null {
  const live = overridden(procedure, command);
  return live.length > 0 && (command.overrideReason ?? '').trim() === ''
    ? { code: 'OVERRIDE_REASON_REQUIRED', reserves: live }
    : null;
}

function overridden(
  { reserves }: Procedure,
  { act, partner }: Pick<ActContent, 'act' | 'partner'>,
): readonly string[] {
  if (act === 'object') return [];
  return liveReserves(reserves)
    .filter((reserve) => reserve.kind === 'parliamentary' && reserve.partner === partner)
    .map((reserve) => reserve.id);
}

function acted(procedure: Procedure, act: Act): readonly ProcedureEvent[] {
  const { partner, person, level, overrideReason, nonce, at } = act;
  const event: ProcedureEvent = { ...act, type: 'acted' };
  const ended = overridden(procedure, act).map((id): ProcedureEvent => {
    const by = { partner, person, level };
    const end = { mode: 'overridden', to: null, by, reason: overrideReason, evidence: '', at } as const;
    return { type: 'reserve_ended', id, end, at };
  });
  const declared: readonly ProcedureEvent[] =
    act.act === 'abstain_constructive' ? [declarationOf(act, `act ${nonce}`)] : [];
  return [event, ...disagreement(procedure, act), ...ended, ...declared];
}

function declarationOf({ partner, person, reason, at }: Act, id: string): ProcedureEvent {
  const declaration = {
    id,
    kind: 'constructive_abstention' as const,
    partners: [partner],
    person,
    text: reason,
    answers: null,
    at,
  };
  return { type: 'declared', declaration, at };
}

/** Two people of one partner who say different things: both stay in the log, and somebody is told (DOMAIN §1.3.3). */
function disagreement(procedure: Procedure, act: Act): readonly ProcedureEvent[] {
  const { partner, at } = act;
  const standing = liveActs(procedure).get(partner);
  if (standing === undefined || standing.person === act.person || standing.act === act.act) return [];
  const now = liveActs(evolve(procedure, { ...act, type: 'acted' })).get(partner) ?? act;
  const over = now.nonce === act.nonce ? standing.nonce : act.nonce;
  return [{ type: 'disagreed', partner, prevails: now.nonce, over, at }];
}

function lateObjection(procedure: Procedure, command: ActContent, now: Instant): Decision {
  const { lateObjections, closedAt, since, terms } = procedure;
  const { partner, person, reason, nonce } = command;
  const earlier = lateObjections.find((late) => late.nonce === nonce);
  if (earlier !== undefined) return earlier.partner === partner ? ok([]) : err({ code: 'NONCE_REUSED' });
  const until = instant((closedAt ?? since) + terms.recallWindowMs);
  const recallUntil = terms.recallWindowMs > 0 && now <= until ? until : null;
  return ok([{ type: 'late_objection', partner, person, reason, nonce, at: now, recallUntil }]);
}

/** A partner takes its vote against back, while votes still count: it has then not answered. */
export function withdrawObjection(
  procedure: Procedure,
  { partner }: CommandOf<'withdraw_objection'>,
  now: Instant,
): Decision {
  if (isBySilence(procedure)) return err({ code: 'OBJECTION_FINAL' });
  const act = liveActs(procedure).get(partner);
  if (act?.act !== 'object') return err({ code: 'NOTHING_THERE' });
  return ok([{ type: 'objection_withdrawn', act: act.nonce, at: now }]);
}

/** The capital confirms or repudiates what was said ad referendum in its name. */
export function answerAdReferendum(
  procedure: Procedure,
  { type, partner, level, act: nonce }: CommandOf<'confirm_act' | 'repudiate_act'>,
  now: Instant,
): Decision {
  const act = procedure.acts.find((each) => each.nonce === nonce);
  if (act !== undefined && act.partner !== partner) return err({ code: 'NOT_OWNER' });
  if (level !== 'capital') return err({ code: 'LEVEL_TOO_LOW' });
  const open =
    act?.adReferendum === true &&
    !procedure.lapsed.includes(nonce) &&
    !procedure.confirmed.some((confirmed) => confirmed.act === nonce);
  if (!open) return err({ code: 'NOTHING_THERE' });
  return ok([{ type: type === 'confirm_act' ? 'act_confirmed' : 'act_repudiated', act: nonce, at: now }]);
}

/** A hold becomes an objection to what it held. Where a higher level of the partner has agreed, it only ends. */
export function convertHold(
  procedure: Procedure,
  command: CommandOf<'convert_hold'>,
  now: Instant,
): Decision {
  const found = ownHold(procedure, command);
  if (!found.ok) return found;
  const { person, reason } = command;
  if (procedure.terms.reasonsRequired && reason.trim() === '') return err({ code: 'REASON_REQUIRED' });
  const objection = objectionOf(procedure, command, found.value.matters, now);
  const events = acted(procedure, objection);
  const ended = endHold(procedure, found.value, { mode: 'converted', at: now, person, reason });
  const decides = consequences(evolve(procedure, { ...objection, type: 'acted' }), now).length > 0;
  return ok([...events, ...(decides ? ended.slice(0, 1) : ended)]);
}

function objectionOf(
  { packageHash }: Procedure,
  { partner, person, mandate, level, reason, nonce }: CommandOf<'convert_hold'>,
  scope: readonly string[],
  at: Instant,
): Act {
  const content = { partner, act: 'object' as const, reason, packageHash, person, nonce, level, scope };
  return actOf({ ...content, mandate }, mandate satisfies MandateId, at);
}
