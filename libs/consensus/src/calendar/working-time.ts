import { err, instant, ok, type Instant, type Result } from '@entente/kernel';
import { atWallClock, inZone, plusDays, type CivilDate } from './civil.js';
import { workdaysOf, type Workdays, type WorkingCalendar } from './working-calendar.js';

/** Why no deadline can be computed. `calendar_ends`: the days beyond are not in the calendar; have it extended. */
export type WorkingTimeRefusal =
  { readonly code: 'not_a_whole_number' } | { readonly code: 'calendar_ends'; readonly day: CivilDate };

/**
 * The end of a period of `workingDays` that starts with circulation at `from`: the day of circulation is day 0 whatever its hour, only
 * full working days of the city count, and the last one ends at close of business there (SPEC R121; DOMAIN §1.3.3).
 */
export function deadlineAfter(
  calendar: WorkingCalendar,
  from: Instant,
  workingDays: number,
): Result<Instant, WorkingTimeRefusal> {
  if (!Number.isInteger(workingDays) || workingDays < 1) return err({ code: 'not_a_whole_number' });
  const days = workdaysOf(calendar);
  let date = inZone(from, calendar.zone).date;
  for (let counted = 0; counted < workingDays;) {
    date = plusDays(date, 1);
    if (!days.covers(date)) return err({ code: 'calendar_ends', day: date });
    if (days.works(date)) counted += 1;
  }
  return ok(atWallClock(calendar.zone, date, calendar.closes));
}

/** Time in which the city is at work, between two instants. */
export interface WorkingTime {
  /** All of it, in milliseconds. */
  readonly ms: number;
  /** How many working days lie in it whole, from opening to close of business. */
  readonly wholeDays: number;
  /** What is left of `ms` beside the whole days. */
  readonly restMs: number;
}

/** The working time from `from` until `until`; none where `until` is not later (SPEC R122). */
export function remainingWorkingTime(
  calendar: WorkingCalendar,
  from: Instant,
  until: Instant,
): Result<WorkingTime, WorkingTimeRefusal> {
  const days = workdaysOf(calendar);
  const last = inZone(until, calendar.zone).date;
  let ms = 0;
  let wholeDays = 0;
  let restMs = 0;
  for (let date = inZone(from, calendar.zone).date; from < until && date <= last; date = plusDays(date, 1)) {
    if (!days.covers(date)) return err({ code: 'calendar_ends', day: date });
    const shift = shiftOf(days, date);
    if (shift === null) continue;
    const worked = Math.max(0, Math.min(until, shift.closes) - Math.max(from, shift.opens));
    ms += worked;
    if (worked === shift.closes - shift.opens) wholeDays += 1;
    else restMs += worked;
  }
  return ok({ ms, wholeDays, restMs });
}

/**
 * The instant at which `ms` of working time have passed since `from`. With 0 it is `from` itself. It never lies outside the hours of a
 * working day otherwise, and {@link remainingWorkingTime} from `from` until it gives `ms` again (SPEC R122).
 */
export function addWorkingTime(
  calendar: WorkingCalendar,
  from: Instant,
  ms: number,
): Result<Instant, WorkingTimeRefusal> {
  if (!Number.isInteger(ms) || ms < 0) return err({ code: 'not_a_whole_number' });
  if (ms === 0) return ok(from);
  const days = workdaysOf(calendar);
  let left = ms;
  for (let date = inZone(from, calendar.zone).date; ; date = plusDays(date, 1)) {
    if (!days.covers(date)) return err({ code: 'calendar_ends', day: date });
    const shift = shiftOf(days, date);
    if (shift === null) continue;
    const starts = Math.max(from, shift.opens);
    const available = Math.max(0, shift.closes - starts);
    if (left <= available) return ok(instant(starts + left));
    left -= available;
  }
}

/** Opening and close of business of one working day, as instants; `null` on a day off. */
function shiftOf(
  days: Workdays,
  date: CivilDate,
): { readonly opens: Instant; readonly closes: Instant } | null {
  if (!days.works(date)) return null;
  const { zone, opens, closes } = days.calendar;
  return { opens: atWallClock(zone, date, opens), closes: atWallClock(zone, date, closes) };
}
