import { Temporal } from '@js-temporal/polyfill';
import { instant, type Instant } from '@entente/kernel';

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
