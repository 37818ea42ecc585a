import { atWallClock, inZone } from '@entente/consensus';
import { instant, type Instant } from '@entente/kernel';
import { readerZone } from './reader-zone.js';

const two = (value: number): string => String(value).padStart(2, '0');
const WRITTEN = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})/;

/** An instant as a field for date and time wants it, in the zone in which the reader reads: `2026-06-11T12:00`. */
export function wallTimeOf(at: Instant): string {
  const zone = readerZone();
  if (zone !== undefined) {
    const { date, time } = inZone(at, zone);
    return `${date}T${time}`;
  }
  const date = new Date(at);
  const day = `${String(date.getFullYear())}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The instant of a wall time in the reader's zone; null where the field holds none. */
export function instantOfWallTime(written: string): Instant | null {
  const ms = Date.parse(written);
  if (written === '' || Number.isNaN(ms)) return null;
  const zone = readerZone();
  const [, date, time] = WRITTEN.exec(written) ?? [];
  return zone === undefined || date === undefined || time === undefined
    ? instant(ms)
    : atWallClock(zone, date, time);
}
