import { readerZone } from './reader-zone.js';

const PARTS: Intl.DateTimeFormatOptions = {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
  timeZoneName: 'short',
};

/** Making a format takes longer than all that is done with it. */
const formats = new Map<string | undefined, Intl.DateTimeFormat>();

function formatOf(timeZone: string | undefined): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-GB', timeZone === undefined ? PARTS : { ...PARTS, timeZone });
  formats.set(timeZone, made);
  return made;
}

/** `Fri 27 Nov 2026, 17:00 CET`. `ms`: since the Unix epoch, UTC. `timeZone`: IANA name; default: the reader's own (`reader-zone.ts`). */
export function formatInstant(ms: number, timeZone?: string): string {
  const parts = new Map<string, string>();
  for (const { type, value } of formatOf(timeZone ?? readerZone()).formatToParts(ms)) parts.set(type, value);
  const part = (name: string): string => parts.get(name) ?? '';
  const day = `${part('weekday')} ${part('day')} ${part('month')} ${part('year')}`;
  return `${day}, ${part('hour')}:${part('minute')} ${part('timeZoneName')}`;
}

/** `27 Nov 2026`, in the reader's own zone. */
export function formatDate(ms: number): string {
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: readerZone(),
  }).format(ms);
}
