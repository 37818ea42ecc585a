import { Temporal } from '@js-temporal/polyfill';
import { instant, type Instant } from '@entente/kernel';

/** A day of the calendar on the wall: `2026-06-16`. No zone; a zone makes instants of it. */
export type CivilDate = string;
/** A time on the wall: `17:00`, from `00:00` to `23:59`. */
export type WallTime = string;

/** What the clock on the wall of a zone shows at an instant. `offset`: `+02:00`. */
export interface InZone {
  readonly date: CivilDate;
  readonly time: WallTime;
  readonly offset: string;
}

const WALL_TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const CIVIL_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** A zone of the IANA list, by name; an offset (`+02:00`) is none, for it knows no summer time. */
export function isZone(zone: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(zone)) return false;
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone).timeZoneId.length > 0;
  } catch {
    // The library says "no such zone" only by throwing.
    return false;
  }
}

export const isWallTime = (time: string): boolean => WALL_TIME.test(time);

/** True only for a day that exists: not `2026-02-29`. */
export function isCivilDate(date: string): boolean {
  if (!CIVIL_DATE.test(date)) return false;
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= Temporal.PlainYearMonth.from({ year, month }).daysInMonth;
}

/** What the wall of `zone` shows at `at`. Throws on a zone that {@link isZone} refuses. */
export function inZone(at: Instant, zone: string): InZone {
  const there = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  return {
    date: there.toPlainDate().toString(),
    time: there.toPlainTime().toString({ smallestUnit: 'minute', roundingMode: 'trunc' }),
    offset: there.offset,
  };
}

/**
 * The instant at which the wall of `zone` shows this date and time. A time that a change to summer time leaves out is taken
 * as much later as the clock was put forward; one that comes twice is taken the first time (SPEC R123).
 */
export function atWallClock(zone: string, date: CivilDate, time: WallTime): Instant {
  const wall = Temporal.PlainDate.from(date).toPlainDateTime(Temporal.PlainTime.from(time));
  return instant(wall.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds);
}

/** The first instant after the whole of `date` in `zone`: `T24:00` there. Measures that end "on 18 May" end at it. */
export function endOfDay(zone: string, date: CivilDate): Instant {
  const next = Temporal.PlainDate.from(date).add({ days: 1 });
  return instant(next.toZonedDateTime({ timeZone: zone }).startOfDay().epochMilliseconds);
}

/** The civil day `days` later (earlier when negative). */
export const plusDays = (date: CivilDate, days: number): CivilDate =>
  Temporal.PlainDate.from(date).add({ days }).toString();

/** ISO: 1 is Monday, 7 is Sunday. */
export const weekdayOf = (date: CivilDate): number => Temporal.PlainDate.from(date).dayOfWeek;
