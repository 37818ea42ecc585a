import { markup, type Html } from './html.js';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** `Fri 27 Nov 2026, 17:00 UTC`: one spelling in every place the page is read. */
export function time(instant: number): Html {
  const date = new Date(instant);
  const two = (number: number): string => String(number).padStart(2, '0');
  const day = `${DAYS[date.getUTCDay()] ?? ''} ${String(date.getUTCDate())} ${MONTHS[date.getUTCMonth()] ?? ''}`;
  const clock = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
  return markup`<time datetime="${date.toISOString()}">${day} ${date.getUTCFullYear()}, ${clock} UTC</time>`;
}

/** `AU, CA and EU`. */
export function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

/** What the file is called once it is saved: the last part of its address. */
export function fileName(address: string): string {
  return `${address.slice(address.lastIndexOf('/') + 1)}.json`;
}
