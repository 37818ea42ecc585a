import { err, instant, ok, type Instant, type MandateId, type Result } from '@entente/kernel';
import { liveReserves, type Reserve } from '../reserve/reserve.js';
import { actOf, rankOf, type Act, type ActContent } from './act.js';
import type { CommandOf } from './command.js';
import { evolve, evolveAll, isClosed, isUndecided } from './evolve.js';
import type { ProcedureEvent } from './event.js';
import { endHold, ownHold } from './hold.js';
import { askedOf, bearsOn, isAsked, isBySilence, kindOf, liveActs } from './live.js';
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
    stateRefusal(procedure, late) ??
    rightRefusal(procedure, command) ??
    overridingRefusal(procedure, command) ??
    wordRefusal(procedure, command);
  if (refusal !== null) return err(refusal);
  if (command.mandate === null) return err({ code: 'NO_MANDATE' });
  if (late === 'noted') return lateObjection(procedure, command, now);
  return ok(acted(procedure, actOf(command, command.mandate, now)));
}

/** What is said in an act. Level and mandate are what the speaker is, and may have changed since. */
const SAID = [
  'partner',
  'person',
  'act',
  'packageHash',
  'reason',
  'adReferendum',
  'textProposal',
  'overrideReason',
  'proxyHolder',
] as const satisfies readonly (keyof Act)[];

export function isSame(earlier: Act, command: ActContent): boolean {
  const again = actOf(command, earlier.mandate, earlier.at);
  const { scope } = again;
  const sameScope =
    scope.length === earlier.scope.length && scope.every((each, index) => each === earlier.scope[index]);
  return sameScope && SAID.every((field) => again[field] === earlier[field]);
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
    ? { code: 'OVERRIDE_REASON_REQUIRED', reserves: live.map(({ id }) => id) }
    : null;
}

/**
 * Who may not lift a reserve does not pass it over either (SPEC R102): not whoever holds the owner's proxy, and no lower level than entered
 * it, unless ad referendum, where it is the capital that overrides.
 */
function overridingRefusal(procedure: Procedure, command: ActContent): Refusal | null {
  const { level = 'ambassador', proxyHolder = null, adReferendum = false } = command;
  const live = overridden(procedure, command);
  if (live.length > 0 && proxyHolder !== null) return { code: 'NOT_OWNER' };
  const higher = live.some((reserve) => rankOf(reserve.level) > rankOf(level));
  return higher && !adReferendum ? { code: 'LEVEL_TOO_LOW' } : null;
}

/** The partner's live parliamentary reserves that bear on what an act agrees to. */
function overridden(
  procedure: Procedure,
  { act, partner, scope = [] }: Pick<ActContent, 'act' | 'partner' | 'scope'>,
): readonly Reserve[] {
  if (act === 'object') return [];
  const { terms, reserves } = procedure;
  const agreed = askedOf(procedure).filter((subject) => bearsOn(terms, scope, subject));
  return liveReserves(reserves).filter(
    (reserve) =>
      reserve.kind === 'parliamentary' &&
      reserve.partner === partner &&
      agreed.some((subject) => bearsOn(terms, reserve.scope, subject)),
  );
}

function acted(procedure: Procedure, act: Act): readonly ProcedureEvent[] {
  const { nonce } = act;
  const event: ProcedureEvent = { ...act, type: 'acted' };
  const ended = act.adReferendum ? [] : overriding(procedure, act, act);
  const declared: readonly ProcedureEvent[] =
    act.act === 'abstain_constructive' ? [declarationOf(act, `act ${nonce}`)] : [];
  return [event, ...disagreement(procedure, act), ...ended, ...declared];
}

/** The end of the reserves that an act overrides, by whoever gave it or, ad referendum, confirmed it. */
function overriding(
  procedure: Procedure,
  act: Act,
  { partner, person, level, at }: Pick<Act, 'partner' | 'person' | 'level' | 'at'>,
): readonly ProcedureEvent[] {
  const by = { partner, person, level };
  const end = { mode: 'overridden', to: null, by, reason: act.overrideReason, evidence: '', at } as const;
  return overridden(procedure, act).map(({ id }) => ({ type: 'reserve_ended', id, end, at }));
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

/**
 * A partner takes its votes against back, while votes still count: it has then not answered on what they bear on (SPEC R251). Every
 * objection goes that bears on the same, so that none that one of them stood before comes back.
 */
export function withdrawObjection(
  procedure: Procedure,
  { partner }: CommandOf<'withdraw_objection'>,
  now: Instant,
): Decision {
  if (isBySilence(procedure)) return err({ code: 'OBJECTION_FINAL' });
  const opposed = askedOf(procedure).filter(
    (subject) => liveActs(procedure, subject).get(partner)?.act === 'object',
  );
  const objections = procedure.acts.filter(
    ({ act, scope, nonce, ...by }) =>
      by.partner === partner &&
      act === 'object' &&
      !procedure.lapsed.includes(nonce) &&
      opposed.some((subject) => bearsOn(procedure.terms, scope, subject)),
  );
  if (objections.length === 0) return err({ code: 'NOTHING_THERE' });
  return ok(objections.map(({ nonce }) => ({ type: 'objection_withdrawn', act: nonce, at: now })));
}

/** The capital confirms or repudiates what was said ad referendum in its name. */
export function answerAdReferendum(
  procedure: Procedure,
  { type, act: nonce, ...speaker }: CommandOf<'confirm_act' | 'repudiate_act'>,
  now: Instant,
): Decision {
  const act = procedure.acts.find((each) => each.nonce === nonce);
  if (act !== undefined && act.partner !== speaker.partner) return err({ code: 'NOT_OWNER' });
  if (speaker.level !== 'capital') return err({ code: 'LEVEL_TOO_LOW' });
  const open =
    act?.adReferendum === true &&
    !procedure.lapsed.includes(nonce) &&
    !procedure.confirmed.some((confirmed) => confirmed.act === nonce);
  if (!open) return err({ code: 'NOTHING_THERE' });
  if (type === 'repudiate_act') return ok([{ type: 'act_repudiated', act: nonce, at: now }]);
  // The reasons were stated for what stood then; a reserve entered since is not passed over by them.
  const since = overridden(procedure, act).filter(
    (reserve) => reserve.at > act.at || act.overrideReason.trim() === '',
  );
  if (since.length > 0) return err({ code: 'OVERRIDE_REASON_REQUIRED', reserves: since.map(({ id }) => id) });
  const ended = overriding(procedure, act, { ...speaker, at: now });
  return ok([{ type: 'act_confirmed', act: nonce, at: now }, ...ended]);
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
  const running = stillHeld(procedure, objection);
  return ok([...events, ...ended.flatMap((event) => onlyOf(event, running))]);
}

/** What an objection leaves undecided of what is held. */
function stillHeld(procedure: Procedure, objection: Act): readonly string[] {
  const objected = evolve(procedure, { ...objection, type: 'acted' });
  const after = evolveAll(objected, consequences(objected, objection.at)) ?? objected;
  return after.matters.filter((matter) => matter.state === 'held').map((matter) => matter.id);
}

/** What the objection decides does not run on before: its clock stands to its end. */
function onlyOf(event: ProcedureEvent, running: readonly string[]): readonly ProcedureEvent[] {
  if (event.type !== 'resumed') return [event];
  const matters = event.matters.filter((matter) => running.includes(matter));
  return matters.length === 0 ? [] : [{ ...event, matters }];
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
