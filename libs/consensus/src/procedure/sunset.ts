import { sunsetWarnings, type SunsetWarning } from '../calendar/sunset.js';
import type { Procedure } from './state.js';

/** Under which a warning stands among those that were given. */
export const sunsetKey = (daysBefore: number): string => `sunset ${String(daysBefore)}`;

/**
 * The next warning that what was adopted expires: at the instants of SPEC P25 in the zone of the terms, never before it was adopted, each once
 * (SPEC R207). Null: none is to come.
 */
export function nextSunsetWarning({ state, closedAt, terms, warned }: Procedure): SunsetWarning | null {
  const { sunset, zone } = terms;
  if (state !== 'adopted' || closedAt === null || sunset === undefined) return null;
  const left = sunsetWarnings(sunset.at, sunset.warningDays, zone);
  return left.find(({ at, daysBefore }) => at > closedAt && !warned.includes(sunsetKey(daysBefore))) ?? null;
}
