import { err, instant, ok, type DelegationCode, type Instant, type Result } from '@entente/kernel';
import { closedRefusal } from './acting.js';
import { owed } from './clock.js';
import type { CommandOf } from './command.js';
import { evolve, evolveAll, isClosed, isUndecided } from './evolve.js';
import type { ProcedureEvent } from './event.js';
import { asked, isBinding, isBlocking, isBySilence, kindOf, liveActs } from './live.js';
import { officeRefusal } from './office.js';
import type { Refusal } from './refusal.js';
import {
  blockersOf,
  closeMatters,
  closesAtItsDeadlineOnly,
  comparisonOf,
  ended,
  isAnswered,
  lapsed,
  settle,
  turns,
  verdictsOf,
} from './settle.js';
import type { Procedure } from './state.js';
import { closingInstant } from './terms.js';
import { liveReserves } from '../reserve/reserve.js';

type Decision = Result<readonly ProcedureEvent[], Refusal>;
const DAY = 86_400_000;

/** To a later instant, by the chair, so often as the terms allow; to an earlier one only where all agreed (SPEC R73). */
export function extend(
  procedure: Procedure,
  { by, deadlineAt: to }: CommandOf<'extend'>,
  now: Instant,
): Decision {
  const { deadlineAt: from, extensions, clockFault, state } = procedure;
  const refusal = officeRefusal(by, 'chair');
  if (refusal !== null) return err(refusal);
  if (from === null || (state !== 'open' && !clockFault)) return err({ code: 'WRONG_STATE', state });
  if (to < from) return shorten(procedure, { from, to }, now);
  // Sent again after its answer was lost: it stands where it was to stand.
  return to === from && extensions > 0 ? ok([]) : lengthen(procedure, { from, to }, now);
}

function lengthen(
  { terms, extensions, clockFault }: Procedure,
  { from, to }: { readonly from: Instant; readonly to: Instant },
  now: Instant,
): Decision {
  if (!clockFault && extensions >= terms.maxExtensions) return err({ code: 'EXTENSION_LIMIT' });
  const bound = instant(Math.max(from, now));
  if (to <= bound) return err({ code: 'INSTANT_UNFIT', bound });
  return ok([{ type: 'extended', from, to, counts: !clockFault, at: now }]);
}

function shorten(
  procedure: Procedure,
  { from, to }: { readonly from: Instant; readonly to: Instant },
  now: Instant,
): Decision {
  const agreed = asked(procedure).every(({ partner }) =>
    procedure.shortenings.some((each) => each.partner === partner && each.deadlineAt === to),
  );
  if (!agreed) return err({ code: 'SHORTENING_REQUIRES_ALL' });
  const running = procedure.corrigenda.find((corrigendum) => corrigendum.state === 'running');
  const bound = instant(Math.max(now, running === undefined ? now : running.standsAt - 1));
  if (to <= bound) return err({ code: 'INSTANT_UNFIT', bound });
  return ok([{ type: 'shortened', from, to, at: now }]);
}

/** Before the deadline, once every partner has endorsed: adopted when nothing stood in its way any more (SPEC R75, R246). */
export function closeEarly(procedure: Procedure, { by }: CommandOf<'close_early'>): Decision {
  const refusal = officeRefusal(by, 'chair') ?? earlyRefusal(procedure);
  if (refusal !== null) return err(refusal);
  const at = readySince(procedure);
  const policy = procedure.terms.reservePolicy;
  const lapses = liveReserves(procedure.reserves)
    .filter((reserve) => policy[reserve.kind] === 'lapses')
    .map((reserve) => lapsed(reserve.id, at));
  const verdicts = undecidedOf(procedure).map((matter) => ({
    ...ADOPTED_EARLY,
    matter,
    partners: [],
    reserves: [],
  }));
  return ok([...lapses, ...settle(procedure, verdicts, at)]);
}

const ADOPTED_EARLY = { state: 'adopted', whole: 'adopted', cause: 'early_close' } as const;

const undecidedOf = ({ matters }: Procedure): readonly string[] =>
  matters.filter(isUndecided).map((matter) => matter.id);

const isCorrected = ({ corrigenda }: Procedure): boolean =>
  corrigenda.some((corrigendum) => corrigendum.state === 'running');

function earlyRefusal(procedure: Procedure): Refusal | null {
  const { state, holds } = procedure;
  const kind = kindOf(procedure);
  const byItself = kind === 'matrix' || kind === 'vote' || closesAtItsDeadlineOnly(procedure);
  const held = holds.some((hold) => hold.end === null);
  if (state !== 'open' || byItself || held || isCorrected(procedure)) return { code: 'WRONG_STATE', state };
  if (endorsements(procedure).length < asked(procedure).length) return { code: 'NOT_ALL_ENDORSED' };
  const open = undecidedOf(procedure);
  const reserves = blockersOf(procedure, open);
  if (reserves.length > 0) return { code: 'RESERVE_LIVE', reserves: reserves.map((each) => each.id) };
  return falls(procedure, open) ? { code: 'NOT_ALL_ENDORSED' } : null;
}

/**
 * Whether all of those left are not all: they are fewer than a quorum of a fixed number, or the removal of others turned the result, which the
 * deadline leaves to the chair to confirm (SPEC R86).
 */
const falls = (procedure: Procedure, open: readonly string[]): boolean =>
  verdictsOf(procedure, open).some(({ state }) => state !== 'adopted') ||
  turns(comparisonOf(procedure, open));

/** When each partner asked came to endorse the whole. */
const endorsements = (procedure: Procedure): readonly Instant[] =>
  asked(procedure).flatMap(({ partner }) => endorsedAt(procedure, partner) ?? []);

/** At its act, or at its capital's confirmation. */
function endorsedAt(procedure: Procedure, partner: DelegationCode): Instant | null {
  const act = liveActs(procedure).get(partner);
  if (act?.act !== 'agree' || act.scope.length > 0 || !isBinding(procedure, act)) return null;
  return procedure.confirmed.find((confirmed) => confirmed.act === act.nonce)?.at ?? act.at;
}

/**
 * The first instant at which it could have been closed early: the last endorsement, unless later a clock that stood went on, a corrigendum came to
 * stand, or somebody's hold, blocking reserve or seat went that had not endorsed.
 */
function readySince(procedure: Procedure): Instant {
  const { departed, reserves, corrigenda, holds, terms, since } = procedure;
  const stood = corrigenda.filter(({ state }) => state === 'stands');
  const unendorsed = departed.filter(
    ({ partner, member }) =>
      asked({ ...procedure, members: [member] }).length > 0 && endorsedAt(procedure, partner) === null,
  );
  const ends = [...holds, ...reserves.filter((reserve) => isBlocking(procedure, reserve))];
  return [
    ...endorsements(procedure),
    ...stood.map(({ standsAt }) => closingInstant(terms, standsAt)),
    ...unendorsed.map(({ at }) => at),
    ...ends.flatMap(({ end }) => end?.at ?? []),
  ].reduce((latest, each) => (each > latest ? each : latest), since);
}

/** The chair closes a vote or a matrix as it stands, or a written procedure that all have answered (SPEC R79). */
export function close(procedure: Procedure, { by }: CommandOf<'close'>, now: Instant): Decision {
  const { state, pending, suspension, clockFault: faulty, matters } = procedure;
  const kind = kindOf(procedure);
  const refusal = officeRefusal(by, 'chair');
  if (refusal !== null) return err(refusal);
  const stands = pending !== null || suspension !== null || faulty || isCorrected(procedure);
  const byTime = isBySilence(procedure) || closesAtItsDeadlineOnly(procedure);
  if (byTime || stands) return err({ code: 'WRONG_STATE', state });
  const open = matters.filter(isUndecided);
  if (kind === 'written' && !open.every((matter) => isAnswered(procedure, matter.id))) {
    return err({ code: 'NOT_ALL_ENDORSED' });
  }
  return ok(closeMatters(procedure, open, now));
}

/**
 * The chair confirms a result that the removal of members turned; it has the instant at which it was due (SPEC R86). What time owed meanwhile to
 * the rest follows, a change of the electorate that waited first (SPEC R247).
 */
export function confirmResult(
  procedure: Procedure,
  { by }: CommandOf<'confirm_result'>,
  now: Instant,
): Decision {
  const { pending, state } = procedure;
  const refusal = officeRefusal(by, 'chair');
  if (refusal !== null) return err(refusal);
  if (pending === null) return err({ code: 'WRONG_STATE', state });
  const confirmed: ProcedureEvent = { type: 'result_confirmed', at: now };
  const after = evolve(procedure, confirmed);
  const decided = settle(after, verdictsOf(after, pending.matters), pending.at);
  const left = evolveAll(after, decided) ?? after;
  return ok([confirmed, ...decided, ...owed(left, now)]);
}

/** Where the clock is at fault, or a result is to be confirmed, the chair may void instead. */
export function voidIt(procedure: Procedure, { by }: CommandOf<'void'>, now: Instant): Decision {
  const { clockFault: faulty, pending, state } = procedure;
  const refusal = officeRefusal(by, 'chair');
  if (refusal !== null) return err(refusal);
  if (!faulty && pending === null) return err({ code: 'WRONG_STATE', state });
  return ok([ended(procedure, { state: 'void', cause: 'voided_by_chair' }, now)]);
}

/** Another body, or another electorate, takes it on: this procedure ends as referred (DOMAIN §1.1.2, §1.1.3). */
export function refer(procedure: Procedure, { by, to }: CommandOf<'refer'>, now: Instant): Decision {
  const refusal = officeRefusal(by, 'chair');
  return refusal === null
    ? ok([ended(procedure, { state: 'referred', cause: 'referred', to }, now)])
    : err(refusal);
}

/** Any change of the words bound voids, but for what a corrigendum that is filed says (DOMAIN §1.3.3). */
export function textChanged(
  procedure: Procedure,
  command: CommandOf<'text_changed'>,
  now: Instant,
): Decision {
  const { packageHash, corrigenda } = procedure;
  const changed = command.packageHash;
  const filed = corrigenda.some(({ state, toHash }) => state === 'running' && toHash === changed);
  return ok(
    changed === packageHash || filed ? [] : [ended(procedure, { state: 'void', cause: 'text_changed' }, now)],
  );
}

/**
 * The secretariat files a change of form only; all have 24 hours to contest it, which must end before the deadline. What was adopted is
 * corrected in the same way (SPEC R97, R215).
 */
export function fileCorrigendum(
  procedure: Procedure,
  { by, id, toHash, note, passages }: CommandOf<'file_corrigendum'>,
  now: Instant,
): Decision {
  const office = officeRefusal(by, 'secretariat');
  if (office !== null) return err(office);
  const earlier = procedure.corrigenda.find((corrigendum) => corrigendum.id === id);
  // Sent again after a lost answer.
  if (earlier !== undefined)
    return earlier.toHash === toHash && earlier.note === note ? ok([]) : err({ code: 'ID_TAKEN' });
  const standsAt = instant(now + DAY);
  const refusal = correctingRefusal(procedure) ?? daysRefusal(procedure, standsAt);
  if (refusal !== null) return err(refusal);
  if (note.trim() === '') return err({ code: 'REASON_REQUIRED' });
  const words = passages === undefined ? {} : { passages };
  return ok([{ type: 'corrigendum_filed', id, toHash, note, ...words, standsAt, at: now }]);
}

/** Where a deadline runs, the day of a corrigendum ends before it. */
function daysRefusal({ terms, state, deadlineAt }: Procedure, standsAt: Instant): Refusal | null {
  if (deadlineAt === null || isClosed(state)) return null;
  return closingInstant(terms, standsAt) > closingInstant(terms, deadlineAt)
    ? { code: 'INSTANT_UNFIT', bound: instant(deadlineAt - DAY) }
    : null;
}

/** Nothing is corrected before it is put to anybody or where it was not adopted, and one thing at a time. */
function correctingRefusal(procedure: Procedure): Refusal | null {
  const { corrigenda, openedAt, pending, state } = procedure;
  if (isClosed(state) && state !== 'adopted') return closedRefusal(procedure);
  const running = corrigenda.some(
    // Of the time before passages were filed: nothing comes of it after the end (SPEC R215).
    ({ state: its, passages }) => its === 'running' && (passages !== undefined || !isClosed(state)),
  );
  // Nor are the words of a result that waits for the chair.
  return openedAt === null || pending !== null || running ? { code: 'WRONG_STATE', state } : null;
}

/** Publication may be held within the recall window after a late objection; that unadopts nothing (DOMAIN §1.3.3). */
export function holdPublication(
  procedure: Procedure,
  { by, type }: CommandOf<'hold_publication' | 'release_publication'>,
  now: Instant,
): Decision {
  const { state, closedAt, lateObjections, terms, publicationHeld } = procedure;
  const refusal = officeRefusal(by, 'chair');
  if (refusal !== null) return err(refusal);
  if (type === 'release_publication') {
    return publicationHeld
      ? ok([{ type: 'publication_released', by, at: now }])
      : err({ code: 'NOTHING_THERE' });
  }
  if (state !== 'adopted' || closedAt === null) return err({ code: 'WRONG_STATE', state });
  if (lateObjections.length === 0 || publicationHeld) return err({ code: 'NOTHING_THERE' });
  const bound = instant(closedAt + terms.recallWindowMs);
  if (now > bound) return err({ code: 'INSTANT_UNFIT', bound });
  return ok([{ type: 'publication_held', by, at: now }]);
}

export function withdraw(procedure: Procedure, now: Instant): Decision {
  return procedure.closedAt === null
    ? ok([ended(procedure, { state: 'withdrawn', cause: 'withdrawn' }, now)])
    : err(closedRefusal(procedure));
}

/** The clock that stamps messages is off by more than is tolerated: nothing closes until the chair extends or voids. */
export function clockFault(
  procedure: Procedure,
  { offMs }: CommandOf<'clock_fault'>,
  now: Instant,
): Decision {
  if (procedure.openedAt === null) return err({ code: 'WRONG_STATE', state: procedure.state });
  // Where no deadline runs, nothing closes by the clock.
  const runs = procedure.deadlineAt !== null && !procedure.clockFault;
  const serious = Math.abs(offMs) > CLOCK_TOLERANCE_MS && runs;
  return ok(serious ? [{ type: 'clock_faulted', offMs, at: now }] : []);
}

/** DOMAIN §1.3.3. */
const CLOCK_TOLERANCE_MS = 2_000;
