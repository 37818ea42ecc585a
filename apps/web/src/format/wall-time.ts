import { instant, type Instant } from '@entente/kernel';

const two = (value: number): string => String(value).padStart(2, '0');

/** An instant as a field for date and time wants it, in the reader's own zone: `2026-06-11T12:00`. */
export function wallTimeOf(at: Instant): string {
  const date = new Date(at);
  const day = `${String(date.getFullYear())}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The instant of a wall time in the reader's own zone; null where the field holds none. */
export function instantOfWallTime(written: string): Instant | null {
  const ms = Date.parse(written);
  return written === '' || Number.isNaN(ms) ? null : instant(ms);
}
