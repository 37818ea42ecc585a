import { isCivilDate, isWallTime, isZone, weekdayOf, type CivilDate, type WallTime } from './civil.js';
import type { Holiday } from './feasts.js';

/**
 * When a host city or a capital works. Data: the secretariat corrects a copy when the official list appears.
 * `weekdays`: ISO, 1 is Monday. `covers`: first and last day that the list of holidays speaks for; no answer is given outside it.
 */
export interface WorkingCalendar {
  readonly id: string;
  readonly name: string;
  readonly zone: string;
  readonly weekdays: readonly number[];
  readonly opens: WallTime;
  /** Close of business: a computed deadline ends at it. */
  readonly closes: WallTime;
  readonly covers: { readonly from: CivilDate; readonly to: CivilDate };
  readonly holidays: readonly Holiday[];
  /** Where the days come from, and what to check them against. */
  readonly source: string;
}

/** What is wrong with a calendar. `at`: the day it concerns, or ''. */
export interface CalendarFault {
  readonly code:
    | 'zone_unknown'
    | 'no_working_weekday'
    | 'weekday_unknown'
    | 'hours_malformed'
    | 'opens_after_close'
    | 'covers_malformed'
    | 'holiday_malformed'
    | 'holiday_twice'
    | 'holiday_outside';
  readonly at: string;
}

/** Everything that is wrong with it; with an empty answer the other functions of this folder do not throw (SPEC R125). */
export function calendarFaults(calendar: WorkingCalendar): readonly CalendarFault[] {
  return [...zoneFaults(calendar), ...hourFaults(calendar), ...dayFaults(calendar)];
}

function zoneFaults({ zone, weekdays }: WorkingCalendar): CalendarFault[] {
  const faults: CalendarFault[] = [];
  if (!isZone(zone)) faults.push({ code: 'zone_unknown', at: zone });
  if (weekdays.length === 0) faults.push({ code: 'no_working_weekday', at: '' });
  for (const day of weekdays) {
    if (!Number.isInteger(day) || day < 1 || day > 7)
      faults.push({ code: 'weekday_unknown', at: String(day) });
  }
  return faults;
}

function hourFaults({ opens, closes }: WorkingCalendar): CalendarFault[] {
  const malformed = [opens, closes].filter((time) => !isWallTime(time));
  if (malformed.length > 0) return malformed.map((time) => ({ code: 'hours_malformed', at: time }));
  return opens < closes ? [] : [{ code: 'opens_after_close', at: opens }];
}

function dayFaults({ covers, holidays }: WorkingCalendar): CalendarFault[] {
  if (!isCivilDate(covers.from) || !isCivilDate(covers.to) || covers.from > covers.to) {
    return [{ code: 'covers_malformed', at: `${covers.from}/${covers.to}` }];
  }
  const seen = new Set<CivilDate>();
  return holidays.flatMap(({ date }): CalendarFault[] => {
    if (!isCivilDate(date)) return [{ code: 'holiday_malformed', at: date }];
    if (seen.has(date)) return [{ code: 'holiday_twice', at: date }];
    seen.add(date);
    return date < covers.from || date > covers.to ? [{ code: 'holiday_outside', at: date }] : [];
  });
}

/** One calendar, made quick to ask. */
export interface Workdays {
  readonly calendar: WorkingCalendar;
  readonly works: (date: CivilDate) => boolean;
  readonly covers: (date: CivilDate) => boolean;
}

/** A working day is a working weekday that is no holiday (SPEC R120). */
export function workdaysOf(calendar: WorkingCalendar): Workdays {
  const off = new Set(calendar.holidays.map((holiday) => holiday.date));
  return {
    calendar,
    works: (date) => calendar.weekdays.includes(weekdayOf(date)) && !off.has(date),
    covers: (date) => date >= calendar.covers.from && date <= calendar.covers.to,
  };
}

/** Whether the city works on that day. Outside what the calendar covers: `null`, not known. */
export function isWorkingDay(calendar: WorkingCalendar, date: CivilDate): boolean | null {
  const days = workdaysOf(calendar);
  return days.covers(date) ? days.works(date) : null;
}
