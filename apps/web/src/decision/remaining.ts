import { remainingWorkingTime, type WorkingCalendar } from '@entente/consensus';
import type { Instant } from '@entente/kernel';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** From here on the clock shows seconds (UI §3). */
export const LAST_MINUTES_MS = 5 * MINUTE;

/** What is left before a deadline, in units that a person plans by. */
export type Remaining =
  | { readonly unit: 'over' }
  | { readonly unit: 'seconds'; readonly minutes: number; readonly seconds: number }
  | { readonly unit: 'hours'; readonly hours: number; readonly minutes: number }
  | { readonly unit: 'days'; readonly days: number; readonly hours: number };

/** Time on the clock. Minutes are cut, not rounded: nobody has a minute more than is shown. */
export function remainingOf(now: Instant, deadline: Instant): Remaining {
  const left = deadline - now;
  if (left < 0) return { unit: 'over' };
  if (left <= LAST_MINUTES_MS) {
    return {
      unit: 'seconds',
      minutes: Math.floor(left / MINUTE),
      seconds: Math.floor((left % MINUTE) / SECOND),
    };
  }
  if (left < DAY) {
    return { unit: 'hours', hours: Math.floor(left / HOUR), minutes: Math.floor((left % HOUR) / MINUTE) };
  }
  return { unit: 'days', days: Math.floor(left / DAY), hours: Math.floor((left % DAY) / HOUR) };
}

/** Working time of the seat that is left: whole working days and what remains; null where its calendar cannot say. */
export function workingRemainingOf(
  calendar: WorkingCalendar,
  now: Instant,
  deadline: Instant,
): { readonly days: number; readonly hours: number; readonly minutes: number } | null {
  if (deadline <= now) return { days: 0, hours: 0, minutes: 0 };
  const time = remainingWorkingTime(calendar, now, deadline);
  if (!time.ok) return null;
  const { wholeDays, restMs } = time.value;
  return { days: wholeDays, hours: Math.floor(restMs / HOUR), minutes: Math.floor((restMs % HOUR) / MINUTE) };
}

const SPOKEN = [
  ['15_minutes', 15 * MINUTE],
  ['1_hour', HOUR],
  ['4_hours', 4 * HOUR],
  ['24_hours', DAY],
] as const;
export type Spoken = (typeof SPOKEN)[number][0];

/** The last of the moments at which a running deadline is spoken aloud; null before the first and after the end (UI §3). */
export function spokenAt(now: Instant, deadline: Instant): Spoken | null {
  if (now > deadline) return null;
  return SPOKEN.find(([, ms]) => deadline - now <= ms)?.[0] ?? null;
}
