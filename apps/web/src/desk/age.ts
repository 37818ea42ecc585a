import type { Instant } from '@entente/kernel';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long something has stood, in the unit that a person thinks of it in; cut, not rounded. */
export type Age =
  | { readonly unit: 'minutes'; readonly minutes: number }
  | { readonly unit: 'hours'; readonly hours: number }
  | { readonly unit: 'days'; readonly days: number };

export function ageOf(since: Instant, now: Instant): Age {
  const ms = Math.max(0, now - since);
  if (ms < HOUR) return { unit: 'minutes', minutes: Math.floor(ms / MINUTE) };
  if (ms < DAY) return { unit: 'hours', hours: Math.floor(ms / HOUR) };
  return { unit: 'days', days: Math.floor(ms / DAY) };
}
