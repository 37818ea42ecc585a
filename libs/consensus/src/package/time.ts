import { Temporal } from '@js-temporal/polyfill';
import { instant, type Instant } from '@entente/kernel';
import { evolveWhole, isOf } from './evolve.js';
import type { WholeEvent, WholePackage } from './states.js';

/**
 * What time has brought by `until`, at the instants of the law: coming into force, and expiry at the sunset, whether or not anybody
 * looked then (SPEC P18). Both at once when the whole term has passed unseen.
 */
export function owed(current: WholePackage, until: Instant): readonly WholeEvent[] {
  const next = nextOf(current, until);
  return next === null ? [] : [next, ...owed(evolveWhole(current, next), until)];
}

function nextOf(current: WholePackage, until: Instant): WholeEvent | null {
  if (current.state === 'published' && current.term !== undefined) {
    const { inForceAt } = current.term;
    return inForceAt <= until ? { type: 'came_into_force', at: inForceAt } : null;
  }
  if (!isOf(current, ['in_force', 'under_review', 'suspended'])) return null;
  const { sunsetAt } = current.term;
  return sunsetAt !== null && sunsetAt <= until ? { type: 'expired', at: sunsetAt } : null;
}

/** A word of warning before the sunset. */
export interface SunsetWarning {
  readonly daysBefore: number;
  readonly at: Instant;
}

/** When everybody is told that measures are about to expire: as many civil days before, at the same time on the wall of the zone. */
export function sunsetWarnings(
  sunsetAt: Instant,
  warningDays: readonly number[],
  zone: string,
): readonly SunsetWarning[] {
  const sunset = Temporal.Instant.fromEpochMilliseconds(sunsetAt).toZonedDateTimeISO(zone);
  return [...warningDays]
    .sort((a, b) => b - a)
    .map((daysBefore) => ({
      daysBefore,
      at: instant(sunset.subtract({ days: daysBefore }).epochMilliseconds),
    }));
}
