import { Temporal } from '@js-temporal/polyfill';
import { assertNever } from '@entente/kernel';
import { plusDays, weekdayOf, type CivilDate } from './civil.js';

/** One day off, as written in a calendar. */
export interface Holiday {
  readonly date: CivilDate;
  readonly name: string;
}

/** What happens where a feast falls on a weekend. `nearest`: Saturday to Friday, Sunday to Monday; `next`: to the next free working day. */
export type Substitute = 'none' | 'nearest' | 'next';

/**
 * How a feast finds its day in a year. `easter`: days after Easter Sunday of the rite; `nth`: the n-th weekday of a month (-1: the last),
 * `plus` days; `listed`: days that no rule gives (moon, decree), one or more in each year.
 */
export type Feast = { readonly name: string; readonly substitute?: Substitute } & (
  | { readonly kind: 'fixed'; readonly month: number; readonly day: number }
  | { readonly kind: 'easter'; readonly days: number; readonly rite: 'western' | 'orthodox' }
  | {
      readonly kind: 'nth';
      readonly n: number;
      readonly weekday: number;
      readonly month: number;
      readonly plus?: number;
    }
  | { readonly kind: 'listed'; readonly dates: readonly CivilDate[] }
);

/** Easter Sunday of the Gregorian reckoning (the anonymous algorithm of 1876, as corrected by Meeus). */
export function westernEaster(year: number): CivilDate {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const month = Math.floor((h + l - 7 * m + 90) / 25);
  return dateOf(year, month, (h + l - 7 * m + 33 * month + 19) % 32);
}

/** Easter Sunday of the Julian reckoning (Meeus), given in the civil, Gregorian, calendar. */
export function orthodoxEaster(year: number): CivilDate {
  const d = (19 * (year % 19) + 15) % 30;
  const e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7;
  const month = Math.floor((d + e + 114) / 31);
  const julian = dateOf(year, month, ((d + e + 114) % 31) + 1);
  // Days between the two calendars: 13 from 1900 to 2099.
  return plusDays(julian, Math.floor(year / 100) - Math.floor(year / 400) - 2);
}

/** All feasts of `years`, by date, each date once (the first name stands), with their substitutes. */
export function holidaysOf(feasts: readonly Feast[], years: readonly number[]): readonly Holiday[] {
  const days = new Map<CivilDate, string>();
  const moved: { date: CivilDate; feast: Feast }[] = [];
  for (const { feast, date } of dated(feasts, years)) {
    if (isWeekend(date) && (feast.substitute ?? 'none') !== 'none') moved.push({ date, feast });
    if (!days.has(date)) days.set(date, feast.name);
  }
  moved.sort((a, b) => (a.date < b.date ? -1 : 1));
  for (const { date, feast } of moved)
    days.set(substituteOf(date, feast.substitute, days), `${feast.name} (observed)`);
  return [...days].map(([date, name]) => ({ date, name })).sort((a, b) => (a.date < b.date ? -1 : 1));
}

const dated = (feasts: readonly Feast[], years: readonly number[]): { feast: Feast; date: CivilDate }[] =>
  years.flatMap((year) => feasts.flatMap((feast) => daysOf(feast, year).map((date) => ({ feast, date }))));

function daysOf(feast: Feast, year: number): readonly CivilDate[] {
  switch (feast.kind) {
    case 'fixed':
      return [dateOf(year, feast.month, feast.day)];
    case 'easter': {
      const sunday = feast.rite === 'western' ? westernEaster(year) : orthodoxEaster(year);
      return [plusDays(sunday, feast.days)];
    }
    case 'nth':
      return [plusDays(nthWeekday(year, feast), feast.plus ?? 0)];
    case 'listed':
      return feast.dates.filter((date) => date.startsWith(`${String(year)}-`));
    default:
      return assertNever(feast);
  }
}

function nthWeekday(year: number, { n, weekday, month }: Extract<Feast, { kind: 'nth' }>): CivilDate {
  const { daysInMonth } = Temporal.PlainYearMonth.from({ year, month });
  if (n < 0) {
    const last = dateOf(year, month, daysInMonth);
    return plusDays(last, -((weekdayOf(last) - weekday + 7) % 7) + 7 * (n + 1));
  }
  const first = dateOf(year, month, 1);
  return plusDays(first, ((weekday - weekdayOf(first) + 7) % 7) + 7 * (n - 1));
}

function substituteOf(
  date: CivilDate,
  how: Substitute | undefined,
  taken: ReadonlyMap<CivilDate, string>,
): CivilDate {
  if (how === 'nearest') return plusDays(date, weekdayOf(date) === 6 ? -1 : 1);
  let day = plusDays(date, 1);
  while (isWeekend(day) || taken.has(day)) day = plusDays(day, 1);
  return day;
}

const isWeekend = (date: CivilDate): boolean => weekdayOf(date) > 5;
const dateOf = (year: number, month: number, day: number): CivilDate =>
  Temporal.PlainDate.from({ year, month, day }).toString();
