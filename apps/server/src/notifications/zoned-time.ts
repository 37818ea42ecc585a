import type { Instant } from '@entente/kernel';

/** `Thu 11 Jun 2026, 12:00 CEST`; seconds only where there are some. */
export function timeIn(zone: string, at: Instant): string {
  const seconds = at % 60_000 === 0 ? {} : ({ second: '2-digit' } as const);
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    ...seconds,
    hourCycle: 'h23',
    timeZoneName: 'short',
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes): string =>
    parts.find((one) => one.type === type)?.value ?? '';
  const clock = [part('hour'), part('minute'), ...('second' in seconds ? [part('second')] : [])].join(':');
  return `${part('weekday')} ${part('day')} ${part('month')} ${part('year')}, ${clock} ${part('timeZoneName')}`;
}

/** One instant as the reader, the seat and everyone else write it; zones that show the same are named once. */
export function timesIn(
  at: Instant,
  zones: { readonly reader: string | null; readonly seat: string },
): string {
  const times = [zones.reader ?? zones.seat, zones.seat, 'UTC'].map((zone) => timeIn(zone, at));
  return [...new Set(times)].join(' = ');
}
