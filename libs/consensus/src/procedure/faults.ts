import type { Instant } from '@entente/kernel';
import { faultsOf, type FaultContext } from '../rule/faults.js';
import { isWhole, type RuleFault } from '../rule/fault.js';
import { isByTarget } from '../rule/rule.js';
import { WHOLE } from './state.js';
import type { Terms } from './terms.js';

/** What is wrong with the terms beside the rule itself. */
export const TERMS_FAULTS = [
  'deadline_missing',
  'deadline_not_after_opening',
  'period_too_short',
  'item_twice',
  'item_unnamed',
  'items_missing',
  'rule_not_of_kind',
  'limit_not_whole',
  'sunset_not_after_decision',
] as const;

/** What is wrong with the terms of a procedure that is to be opened. */
export type TermsFault = RuleFault | { readonly code: (typeof TERMS_FAULTS)[number] };

const NEEDS_DEADLINE: readonly Terms['kind'][] = ['written', 'silence', 'no_objection'];

/** Every fault of the terms if the procedure opened at `opensAt`; the rule's own first (SPEC R10, R61 to R63). */
export function termsFaults(terms: Terms, opensAt: Instant): readonly TermsFault[] {
  const { rule, fallback, members, quorum, items } = terms;
  const electorate = { members, quorum };
  const context: FaultContext = terms.kind === 'matrix' ? { targets: items.length } : {};
  return [
    ...faultsOf(rule, electorate, context),
    ...(fallback === null ? [] : faultsOf(fallback, electorate)),
    ...periodFaults(terms, opensAt),
    ...itemFaults(terms),
    ...limitFaults(terms),
    ...sunsetFaults(terms, opensAt),
  ];
}

/** What expires before it could be adopted is nothing to decide on. */
function sunsetFaults({ sunset, deadlineAt }: Terms, opensAt: Instant): readonly TermsFault[] {
  if (sunset === undefined) return [];
  if (!sunset.warningDays.every((days) => isWhole(days, 1))) return [{ code: 'limit_not_whole' }];
  return sunset.at > (deadlineAt ?? opensAt) ? [] : [{ code: 'sunset_not_after_decision' }];
}

const HOUR = 3_600_000;

/** The days of a reverse consensus are days of the calendar, of which one may be an hour short. */
const leastPeriod = ({ rule, minPeriodMs }: Terms): number =>
  rule.id === 'REVERSE_CONSENSUS' ? Math.max(minPeriodMs, rule.days * 24 * HOUR - HOUR) : minPeriodMs;

function periodFaults(terms: Terms, opensAt: Instant): readonly TermsFault[] {
  const { kind, deadlineAt } = terms;
  if (deadlineAt === null) return NEEDS_DEADLINE.includes(kind) ? [{ code: 'deadline_missing' }] : [];
  if (deadlineAt <= opensAt) return [{ code: 'deadline_not_after_opening' }];
  return deadlineAt - opensAt < leastPeriod(terms) ? [{ code: 'period_too_short' }] : [];
}

function itemFaults({ kind, items, severable, rule, fallback }: Terms): readonly TermsFault[] {
  const faults: TermsFault[] = [];
  if (new Set(items.map((item) => item.id)).size !== items.length) faults.push({ code: 'item_twice' });
  // The whole has an id of its own.
  if (items.some(({ id }) => id === '' || id === WHOLE)) faults.push({ code: 'item_unnamed' });
  if ((severable || kind === 'matrix') && items.length === 0) faults.push({ code: 'items_missing' });
  const isOfKind =
    kind === 'matrix'
      ? rule.id === 'MATRIX'
      : ![rule, fallback].some((one) => one !== null && isByTarget(one));
  if (!isOfKind) faults.push({ code: 'rule_not_of_kind' });
  return faults;
}

const LIMITS = [
  'minPeriodMs',
  'maxExtensions',
  'holdMaxMs',
  'holdExtensionMs',
  'proxiesPerHolder',
  'recallWindowMs',
] as const;

const limitFaults = (terms: Terms): readonly TermsFault[] =>
  LIMITS.every((limit) => isWhole(terms[limit] ?? 0, 0)) ? [] : [{ code: 'limit_not_whole' }];
