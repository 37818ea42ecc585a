import {
  err,
  ok,
  type DelegationCode,
  type Hash,
  type Instant,
  type ProcedureId,
  type Result,
} from '@entente/kernel';
import { inZone } from '../calendar/civil.js';
import { isWorkingDay, type WorkingCalendar } from '../calendar/working-calendar.js';
import type { Electorate, Member } from '../count/electorate.js';
import { termsOf, type FollowsAs, type Item, type Terms, type Without } from '../procedure/terms.js';
import type { Excluded, Rule } from '../rule/rule.js';
import { endOfPeriod, roughMs, type Period } from './period.js';
import type { Lane, Opener, Rulebook } from './rulebook.js';
import { unweighed, weightTableAt, type WeightRefusal, type WeightTable } from './weights.js';

/** A seat of the body when the procedure opens. Weights and vetoes are the rule book's to say. */
export type Seat = Pick<Member, 'partner' | 'participates' | 'suspended'>;

/** What the person who opens decides, and the facts of that moment. Everything else is in the rule book. */
export interface OpeningFacts {
  readonly procedure: ProcedureId;
  readonly packageHash: Hash;
  readonly items?: readonly Item[];
  readonly by: Opener;
  /** When it opens: the day of circulation. */
  readonly opensAt: Instant;
  readonly announcedAt?: Instant | null;
  /** A period of the rule book by its id, or a stated deadline; neither: the first period. */
  readonly lane?: string;
  readonly deadlineAt?: Instant;
  /** When what is adopted expires; left out: it has no stated end. */
  readonly sunsetAt?: Instant;
  /** Parties to the dispute, where the rule book treats them apart. */
  readonly parties?: readonly DelegationCode[];
  /** Whom a consensus minus K leaves out, with the ground. */
  readonly excluded?: readonly Excluded[];
  readonly follows?: ProcedureId | null;
  readonly followsAs?: FollowsAs | null;
  /** Which of the seats its forum does not ask (`withoutOf`). */
  readonly without?: Without | null;
}

/** What the rule book refers to by name. */
export interface Shelf {
  readonly calendars: readonly WorkingCalendar[];
  readonly weightTables: readonly WeightTable[];
}

/** Why no terms come of it. Faults of the terms themselves are found at opening (`termsFaults`). */
export type OpeningRefusal =
  | { readonly code: 'opener_not_allowed'; readonly opens: readonly Opener[] }
  | { readonly code: 'lane_unknown'; readonly lane: string }
  | { readonly code: 'calendar_missing' }
  | { readonly code: 'calendar_ends'; readonly day: string }
  | { readonly code: 'period_not_whole' }
  | { readonly code: 'weight_missing'; readonly table: string; readonly partners: readonly DelegationCode[] }
  | WeightRefusal;

/**
 * The terms of a procedure that opens by this version of a rule book: the deadline computed, the weights chosen by the day of opening,
 * everything written out, so that nothing is looked up later (SPEC R134, R135).
 */
export function termsFrom(
  book: Rulebook,
  seats: readonly Seat[],
  opening: OpeningFacts,
  shelf: Shelf,
): Result<Terms, OpeningRefusal> {
  if (!book.opens.includes(opening.by)) return err({ code: 'opener_not_allowed', opens: book.opens });
  const clock = clockOf(book, opening, shelf);
  if (!clock.ok) return clock;
  const { without = null } = opening;
  const asked = seats.filter(({ partner }) => without?.partners.includes(partner) !== true);
  const members = membersOf(book, asked, opening, shelf);
  if (!members.ok) return members;
  return ok(
    termsOf({
      ...identityOf(book, opening),
      ...members.value,
      ...(without === null ? {} : { without }),
      ...clock.value,
      ...conductOf(book),
      rule: withExcluded(book.rule, opening.excluded),
    }),
  );
}

function identityOf(
  { id, version, kind, clock, review }: Rulebook,
  opening: OpeningFacts,
): Pick<
  Terms,
  | 'procedure'
  | 'packageHash'
  | 'items'
  | 'kind'
  | 'rulebook'
  | 'zone'
  | 'follows'
  | 'followsAs'
  | 'announcedAt'
  | 'sunset'
> {
  return {
    procedure: opening.procedure,
    packageHash: opening.packageHash,
    items: opening.items ?? [],
    kind,
    rulebook: { id, version },
    zone: clock.zone,
    announcedAt: opening.announcedAt ?? null,
    ...(opening.sunsetAt === undefined
      ? {}
      : { sunset: { at: opening.sunsetAt, warningDays: review.warningDays } }),
    follows: opening.follows ?? null,
    followsAs: opening.followsAs ?? null,
  };
}

type Conduct =
  | 'fallback'
  | 'quorum'
  | 'onObjection'
  | 'severable'
  | 'allowAbstain'
  | 'allowConstructive'
  | 'allowEmergencyBrake'
  | 'reasonsRequired'
  | 'contestable'
  | 'joiners'
  | 'reservePolicy'
  | 'maxExtensions'
  | 'deadlineInclusive'
  | 'holdMaxMs'
  | 'holdExtensionMs'
  | 'proxiesPerHolder'
  | 'positionVisibility'
  | 'nameObjectors'
  | 'recallWindowMs';

function conductOf(book: Rulebook): Pick<Terms, Conduct> {
  return {
    fallback: book.fallback,
    quorum: book.quorum,
    onObjection: book.onObjection,
    severable: book.severable,
    allowAbstain: book.allowAbstain,
    allowConstructive: book.allowConstructive,
    allowEmergencyBrake: book.emergencyBrake,
    reasonsRequired: book.reasonsRequired,
    contestable: book.useOfSilence === 'contestable',
    joiners: book.joiners,
    reservePolicy: book.reservePolicy,
    maxExtensions: book.clock.maxExtensions,
    deadlineInclusive: book.clock.inclusive,
    holdMaxMs: book.hold === null ? 0 : roughMs(book.hold.max),
    ...(book.hold?.extension === undefined ? {} : { holdExtensionMs: roughMs(book.hold.extension) }),
    proxiesPerHolder: book.proxiesPerHolder,
    positionVisibility: book.positionVisibility,
    nameObjectors: book.nameObjectors,
    recallWindowMs: roughMs(book.recallWindow),
  };
}

function clockOf(
  { clock }: Rulebook,
  opening: OpeningFacts,
  { calendars }: Shelf,
): Result<Pick<Terms, 'opensAt' | 'deadlineAt' | 'minPeriodMs' | 'calendar'>, OpeningRefusal> {
  const calendar = calendars.find((one) => one.id === clock.calendar) ?? null;
  const ends = (period: Period): Result<Instant, OpeningRefusal> => {
    const end = endOfPeriod(period, opening.opensAt, calendar);
    if (end.ok) return end;
    return end.error.code === 'not_a_whole_number' ? err({ code: 'period_not_whole' }) : err(end.error);
  };
  const minimum = ends(opening.followsAs === 'reissue' ? clock.reissueMinimum : clock.minimum);
  if (!minimum.ok) return minimum;
  const deadline = deadlineOf(clock.lanes, opening, ends);
  if (!deadline.ok) return deadline;
  const minPeriodMs = minimum.value - opening.opensAt;
  return ok({ calendar, opensAt: opening.opensAt, deadlineAt: deadline.value, minPeriodMs });
}

function deadlineOf(
  lanes: readonly Lane[],
  { deadlineAt, lane }: OpeningFacts,
  ends: (period: Period) => Result<Instant, OpeningRefusal>,
): Result<Instant | null, OpeningRefusal> {
  // A stated deadline stays as stated, on whatever day it falls (DOMAIN §1.3.3).
  if (deadlineAt !== undefined) return ok(deadlineAt);
  const chosen = lane === undefined ? lanes[0] : lanes.find((one) => one.id === lane);
  if (chosen !== undefined) return ends(chosen.period);
  return lane === undefined ? ok(null) : err({ code: 'lane_unknown', lane });
}

function membersOf(
  book: Rulebook,
  seats: readonly Seat[],
  { parties = [], opensAt }: OpeningFacts,
  { weightTables }: Shelf,
): Result<Pick<Terms, 'members' | 'weightTable'>, OpeningRefusal> {
  const seated = seats.map((seat): Omit<Member, 'weight'> => ({
    ...seat,
    ...standingOf(book, seat, parties),
  }));
  if (book.weights === null) {
    return ok({ members: seated.map((seat) => ({ ...seat, weight: 1 })), weightTable: null });
  }
  const table = weightTableAt(weightTables, book.weights, opensAt);
  if (!table.ok) return table;
  const { id, weights } = table.value;
  const partners = unweighed(
    table.value,
    seats.map((seat) => seat.partner),
  );
  if (partners.length > 0) return err({ code: 'weight_missing', table: id, partners });
  return ok({
    members: seated.map((seat) => ({ ...seat, weight: weights[seat.partner] ?? 0 })),
    weightTable: id,
  });
}

/** The body as a rule book sees it on a day: for asking whether its rules can ever adopt there. A weight that is missing is 0. */
export function bodyOf(
  book: Rulebook,
  seats: readonly Seat[],
  at: Instant,
  { weightTables }: Shelf,
): Electorate {
  const table = book.weights === null ? null : weightTableAt(weightTables, book.weights, at);
  const weightOf = (partner: DelegationCode): number =>
    table === null ? 1 : table.ok ? (table.value.weights[partner] ?? 0) : 0;
  return {
    members: seats.map((seat) => ({
      ...seat,
      ...standingOf(book, seat, []),
      weight: weightOf(seat.partner),
    })),
    quorum: book.quorum,
  };
}

/** What the rule book makes of a seat: a veto, and what being party to the dispute means. */
function standingOf(
  { permanent, partyToDispute }: Rulebook,
  { partner, participates }: Seat,
  parties: readonly DelegationCode[],
): Pick<Member, 'permanent' | 'participates' | 'obligatoryAbstention'> {
  const party = parties.includes(partner);
  return {
    participates: participates && !(party && partyToDispute === 'leaves'),
    ...(permanent.includes(partner) && { permanent: true }),
    ...(party && partyToDispute === 'abstains' && { obligatoryAbstention: true }),
  };
}

const withExcluded = (rule: Rule, excluded: readonly Excluded[] | undefined): Rule =>
  rule.id === 'CONSENSUS_MINUS_K' && excluded !== undefined ? { ...rule, excluded } : rule;

/** Whether a deadline falls in what the calendar of the rule book calls a working day; for a word of warning only (DOMAIN §7). */
export function deadlineRemark(
  { clock }: Rulebook,
  deadlineAt: Instant,
  { calendars }: Shelf,
): 'on_a_day_off' | 'outside_hours' | null {
  const calendar = calendars.find((one) => one.id === clock.calendar);
  if (calendar === undefined) return null;
  const { date, time } = inZone(deadlineAt, calendar.zone);
  if (isWorkingDay(calendar, date) === false) return 'on_a_day_off';
  return time < calendar.opens || time > calendar.closes ? 'outside_hours' : null;
}
