import { isZone } from '../calendar/civil.js';
import type { WorkingCalendar } from '../calendar/working-calendar.js';
import { isCounted, type Electorate } from '../count/electorate.js';
import type { RuleFault } from '../rule/fault.js';
import { faultsOf } from '../rule/faults.js';
import { isByTarget, needsWeights, type Rule } from '../rule/rule.js';
import { bookFault, faultIf, type RulebookFault } from './fault.js';
import { roughMs, type Period } from './period.js';
import { rulesOf, type Rulebook } from './rulebook.js';
import type { Shelf } from './terms-from.js';

const BY_SILENCE: readonly Rulebook['kind'][] = ['silence', 'no_objection'];
const ON_A_CLOCK: readonly Rulebook['kind'][] = ['written', 'silence', 'no_objection'];
/** Rules under which saying nothing can be consent: one objection is enough to stop them. */
const STOPPED_BY_ONE: readonly Rule['id'][] = ['CONSENSUS', 'CONSENSUS_MINUS_K', 'UNANIMITY_ABST'];

/**
 * Everything that is wrong with a rule book: rules that can never adopt, clocks that contradict each other, parameters that have no effect.
 * `electorate`: of the body it is meant for; null where none is known, then what depends on the members is not asked (SPEC R130 to R132).
 * A rule book with a fault is not activated, and opens nothing.
 */
export function rulebookFaults(
  book: Rulebook,
  electorate: Electorate | null,
  shelf: Shelf,
): readonly RulebookFault[] {
  return [
    ...nameFaults(book),
    ...ruleFaults(book, electorate),
    ...kindFaults(book),
    ...fallbackFaults(book),
    ...weightFaults(book, shelf),
    ...permanentFaults(book, electorate),
    ...zoneFaults(book, shelf.calendars),
    ...periodFaults(book),
    ...laneFaults(book),
    ...reverseFaults(book),
    ...holdFaults(book),
    ...conductFaults(book),
    ...reviewFaults(book),
    ...vectorFaults(book),
  ];
}

const nameFaults = ({ name, basis, opens }: Rulebook): readonly RulebookFault[] => [
  ...faultIf(name.trim() === '', 'name_missing', 'name'),
  ...faultIf(basis.trim() === '', 'basis_missing', 'basis'),
  ...faultIf(opens.length === 0, 'opener_missing', 'opens'),
];

/** Each rule for the body, with the vetoes and the quorum that the book gives it. */
function ruleFaults(book: Rulebook, electorate: Electorate | null): readonly RulebookFault[] {
  if (electorate === null) return [];
  const { quorum, permanent } = book;
  const members = electorate.members.map((member) => ({
    ...member,
    permanent: permanent.includes(member.partner),
  }));
  return rulesOf(book).flatMap(([field, rule]) =>
    faultsOf(rule, { members, quorum })
      .filter(concernsTheBook)
      .map((fault) => ofRule(field, fault)),
  );
}

// Named at each opening, not in the book; `permanentFaults` says the other with its own remedy.
const concernsTheBook = ({ code }: RuleFault): boolean => code !== 'permanent_missing';

const ofRule = (field: string, fault: RuleFault): RulebookFault =>
  bookFault(fault.code === 'can_never_adopt' ? 'can_never_adopt' : 'rule_faulty', field, fault);

function kindFaults({
  kind,
  rule,
  useOfSilence,
  quorum,
  proxiesPerHolder,
}: Rulebook): readonly RulebookFault[] {
  const silent = BY_SILENCE.includes(kind);
  return [
    ...faultIf(kind === 'matrix' ? rule.id !== 'MATRIX' : isByTarget(rule), 'rule_not_of_kind', 'rule'),
    ...faultIf(
      silent && rule.id !== 'MATRIX' && !STOPPED_BY_ONE.includes(rule.id),
      'rule_needs_answers',
      'rule',
    ),
    ...faultIf(silent && quorum !== 'none' && quorum !== 0, 'quorum_under_silence', 'quorum'),
    ...faultIf(silent && proxiesPerHolder > 0, 'proxy_under_silence', 'proxiesPerHolder'),
    ...faultIf(!mayBeSilent(kind, useOfSilence), 'silence_use_without_silence', 'useOfSilence'),
  ];
}

// A written procedure is no silence, but its use, too, may need everybody's agreement first (Council rules 12(1)).
const mayBeSilent = (kind: Rulebook['kind'], use: Rulebook['useOfSilence']): boolean =>
  use === 'chair_decides' || BY_SILENCE.includes(kind) || (kind === 'written' && use === 'all_agree');

function fallbackFaults({ rule, fallback }: Rulebook): readonly RulebookFault[] {
  if (fallback === null) return [];
  return [
    ...faultIf(fallback.id === rule.id, 'fallback_same_as_rule', 'fallback'),
    ...faultIf(!STOPPED_BY_ONE.includes(rule.id), 'fallback_without_objection', 'fallback'),
    ...faultIf(
      fallback.id === 'COMPOSITE' || fallback.id === 'MATRIX',
      'fallback_with_composite',
      'fallback',
    ),
  ];
}

function weightFaults(book: Rulebook, { weightTables }: Shelf): readonly RulebookFault[] {
  const needed = rulesOf(book).some(([, rule]) => needsWeights(rule) || rule.id === 'UNANIMITY_ABST');
  const { weights } = book;
  if (weights === null) {
    return faultIf(
      rulesOf(book).some(([, rule]) => needsWeights(rule)),
      'weights_missing',
      'weights',
    );
  }
  return [
    ...faultIf(!needed, 'weights_unused', 'weights'),
    ...faultIf(!weightTables.some((table) => table.family === weights), 'weights_unknown', 'weights'),
  ];
}

const vetoes = (rule: Rule): boolean =>
  rule.id === 'COMPOSITE' ? rule.parts.some((part) => vetoes(part.rule)) : rule.id === 'UNSC_SUBSTANTIVE';

function permanentFaults(book: Rulebook, electorate: Electorate | null): readonly RulebookFault[] {
  const { permanent } = book;
  const asked = rulesOf(book).some(([, rule]) => vetoes(rule));
  const body = electorate?.members.filter(isCounted).map((member): string => member.partner) ?? permanent;
  return [
    ...faultIf(asked && permanent.length === 0, 'permanent_missing', 'permanent'),
    ...faultIf(!asked && permanent.length > 0, 'permanent_unused', 'permanent'),
    ...faultIf(
      permanent.some((code) => !body.includes(code)),
      'permanent_unknown',
      'permanent',
    ),
  ];
}

/** Every period of the book, with where it stands. */
function periodsOf(book: Rulebook): readonly (readonly [field: string, period: Period])[] {
  const { clock, hold, derogation, recallWindow } = book;
  return [
    ...clock.lanes.map((lane, index) => [`clock.lanes.${String(index)}.period`, lane.period] as const),
    ['clock.minimum', clock.minimum] as const,
    ['clock.reissueMinimum', clock.reissueMinimum] as const,
    ['recallWindow', recallWindow] as const,
    ...(hold === null ? [] : [['hold.max', hold.max] as const]),
    ...(hold?.warnings ?? []).map((warning, index) => [`hold.warnings.${String(index)}`, warning] as const),
    ...(hold?.extension === undefined ? [] : [['hold.extension', hold.extension] as const]),
    ...(derogation === null ? [] : [['derogation.period', derogation.period] as const]),
  ];
}

function zoneFaults(book: Rulebook, calendars: readonly WorkingCalendar[]): readonly RulebookFault[] {
  const { calendar: id, zone } = book.clock;
  const calendar = calendars.find((one) => one.id === id);
  const asked = periodsOf(book).some(([, { unit, n }]) => unit === 'working_days' && n > 0);
  return [
    ...faultIf(!isZone(zone), 'zone_unknown', 'clock.zone'),
    ...faultIf(asked && id === null, 'calendar_missing', 'clock.calendar'),
    ...faultIf(!asked && id !== null, 'calendar_unused', 'clock.calendar'),
    ...faultIf(id !== null && calendar === undefined, 'calendar_unknown', 'clock.calendar'),
    ...faultIf(calendar !== undefined && calendar.zone !== zone, 'calendar_in_other_zone', 'clock.zone'),
  ];
}

function periodFaults(book: Rulebook): readonly RulebookFault[] {
  const whole = (n: number): boolean => Number.isSafeInteger(n) && n >= 0;
  return [
    ...periodsOf(book).flatMap(([field, { n }]) => faultIf(!whole(n), 'period_not_whole', field)),
    ...faultIf(!whole(book.clock.maxExtensions), 'number_not_whole', 'clock.maxExtensions'),
    ...faultIf(!whole(book.proxiesPerHolder), 'number_not_whole', 'proxiesPerHolder'),
  ];
}

/** Whether one period is surely shorter than another: in the same unit by its number, else by whole days. */
function isShorter(one: Period, other: Period): boolean {
  return one.unit === other.unit ? one.n < other.n : roughMs(one) < roughMs(other);
}

function laneFaults({ kind, clock }: Rulebook): readonly RulebookFault[] {
  const { lanes, minimum, reissueMinimum } = clock;
  const ids = lanes.map((lane) => lane.id);
  return [
    ...faultIf(ON_A_CLOCK.includes(kind) && lanes.length === 0, 'lane_missing', 'clock.lanes'),
    ...faultIf(new Set(ids).size !== ids.length, 'lane_twice', 'clock.lanes'),
    ...lanes.flatMap(({ id, title, period }, index) => {
      const field = `clock.lanes.${String(index)}`;
      return [
        ...faultIf(id.trim() === '' || title.trim() === '', 'lane_name_missing', `${field}.title`),
        ...faultIf(period.n === 0, 'period_not_whole', `${field}.period`),
        ...faultIf(isShorter(period, minimum), 'lane_below_minimum', `${field}.period`),
      ];
    }),
    ...faultIf(isShorter(minimum, reissueMinimum), 'reissue_above_minimum', 'clock.reissueMinimum'),
  ];
}

/** A default outcome takes effect so many days after opening: that is its period (DOMAIN §1.1.3). */
function reverseFaults({ rule, clock }: Rulebook): readonly RulebookFault[] {
  if (rule.id !== 'REVERSE_CONSENSUS') return [];
  const wanted = roughMs({ unit: 'days', n: rule.days });
  return clock.lanes.flatMap(({ period }, index) =>
    faultIf(roughMs(period) !== wanted, 'period_differs_from_rule', `clock.lanes.${String(index)}.period`),
  );
}

function holdFaults({ onObjection, hold, reservePolicy }: Rulebook): readonly RulebookFault[] {
  const suspends = onObjection === 'suspend';
  return [
    ...faultIf(hold !== null && !suspends, 'hold_without_suspend', 'hold'),
    ...faultIf(hold === null && suspends, 'suspend_without_hold', 'hold'),
    ...faultIf(
      reservePolicy.hold === 'pauses' && !suspends,
      'hold_pauses_without_suspend',
      'reservePolicy.hold',
    ),
    ...(hold?.warnings ?? []).flatMap((warning, index) =>
      faultIf(
        roughMs(warning) >= roughMs(hold?.max ?? warning),
        'warning_after_hold',
        `hold.warnings.${String(index)}`,
      ),
    ),
    ...faultIf(
      hold?.extension !== undefined && roughMs(hold.extension) >= roughMs(hold.max),
      'extension_not_short',
      'hold.extension',
    ),
  ];
}

function conductFaults(book: Rulebook): readonly RulebookFault[] {
  const { rule, kind, allowConstructive, optOut, severable, positionVisibility, nameObjectors } = book;
  const unanimity = (one: Rule): boolean =>
    one.id === 'COMPOSITE' ? one.parts.some((part) => unanimity(part.rule)) : one.id === 'UNANIMITY_ABST';
  return [
    ...faultIf(allowConstructive && !unanimity(rule), 'abstention_without_effect', 'allowConstructive'),
    ...faultIf(optOut === 'constructive_abstention' && !allowConstructive, 'opt_out_not_offered', 'optOut'),
    ...faultIf(severable && rule.id === 'COMPOSITE', 'severable_composite', 'severable'),
    ...faultIf(positionVisibility === 'own' && nameObjectors, 'named_against_visibility', 'nameObjectors'),
    ...faultIf(book.emergencyBrake && kind === 'matrix', 'brake_without_vote', 'emergencyBrake'),
  ];
}

function reviewFaults({ review }: Rulebook): readonly RulebookFault[] {
  const { everyMonths, sunsetMonths, warningDays } = review;
  const whole = (n: number | null): boolean => n === null || (Number.isSafeInteger(n) && n >= 1);
  return [
    ...faultIf(!whole(everyMonths), 'number_not_whole', 'review.everyMonths'),
    ...faultIf(!whole(sunsetMonths), 'number_not_whole', 'review.sunsetMonths'),
    ...warningDays.flatMap((days, index) => {
      const field = `review.warningDays.${String(index)}`;
      // 28 days: the shortest month, so that a warning is surely within the term.
      const late = sunsetMonths === null || days >= sunsetMonths * 28;
      return whole(days)
        ? faultIf(late, 'review_warning_after_sunset', field)
        : [bookFault('number_not_whole', field)];
    }),
  ];
}

function vectorFaults({ vectors }: Rulebook): readonly RulebookFault[] {
  const names = vectors.map((vector) => vector.name);
  return [
    ...faultIf(names.length === 0, 'vector_missing', 'vectors'),
    ...faultIf(new Set(names).size !== names.length, 'vector_twice', 'vectors'),
  ];
}
