import { assertNever, err, instant, ok, type Instant, type Result } from '@entente/kernel';
import type { WorkingCalendar } from '../calendar/working-calendar.js';
import { deadlineAfter, type WorkingTimeRefusal } from '../calendar/working-time.js';

export const PERIOD_UNITS = ['working_days', 'days', 'hours'] as const;
export type PeriodUnit = (typeof PERIOD_UNITS)[number];

/** A length of time as a rule book says it. `days` are of 24 hours; working days are those of the rule book's calendar. */
export interface Period {
  readonly unit: PeriodUnit;
  readonly n: number;
}

const HOUR = 3_600_000;

export const workingDays = (n: number): Period => ({ unit: 'working_days', n });
export const days = (n: number): Period => ({ unit: 'days', n });
export const hours = (n: number): Period => ({ unit: 'hours', n });

/** When a period that starts at `from` ends. `calendar` is asked only for working days; without one: `calendar_missing`. */
export function endOfPeriod(
  { unit, n }: Period,
  from: Instant,
  calendar: WorkingCalendar | null,
): Result<Instant, WorkingTimeRefusal | { readonly code: 'calendar_missing' }> {
  if (n === 0) return ok(from);
  switch (unit) {
    case 'working_days':
      return calendar === null ? err({ code: 'calendar_missing' }) : deadlineAfter(calendar, from, n);
    case 'days':
      return ok(instant(from + n * 24 * HOUR));
    case 'hours':
      return ok(instant(from + n * HOUR));
    default:
      return assertNever(unit);
  }
}

/** A period without a calendar, in milliseconds; a working day counts as one of 24 hours. For limits that are not deadlines. */
export const roughMs = ({ unit, n }: Period): number => (unit === 'hours' ? n * HOUR : n * 24 * HOUR);
