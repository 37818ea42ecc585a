import { REMINDERS_MAX, type Reminders } from '@entente/contracts';
import type { Translate } from '../messages/use-t.js';

export const UNITS = { minutes: 1, hours: 60, days: 1_440 } as const;
export type Unit = keyof typeof UNITS;

/** `3 days`, `4 hours`, `30 minutes`: in the largest unit that it is a whole number of. */
export function leadWords(minutes: number, t: Translate): string {
  const unit = (['days', 'hours'] as const).find((one) => minutes % UNITS[one] === 0) ?? 'minutes';
  return t(`reminders.lead.${unit}`, { n: minutes / UNITS[unit] });
}

/** What holds, in a sentence. */
export function remindersSentence({ before, by }: Reminders, t: Translate): string {
  if (before.length === 0) return t('reminders.none');
  const list = new Intl.ListFormat('en-GB', { type: 'conjunction' });
  const times = list.format(furthestFirst(before).map((minutes) => leadWords(minutes, t)));
  const [way = 'calendarOnly', another] = by;
  return t(another === undefined ? `reminders.${way}` : 'reminders.both', { times });
}

export const furthestFirst = (before: readonly number[]): number[] => before.toSorted((a, b) => b - a);

export const isSame = (one: Reminders, other: Reminders): boolean =>
  one.always === other.always &&
  String(furthestFirst(one.before)) === String(furthestFirst(other.before)) &&
  String(one.by.toSorted()) === String(other.by.toSorted());

/** Why a choice cannot be saved as it stands; null: it can. */
export const tooMany = ({ before }: Reminders, t: Translate): string | null =>
  before.length > REMINDERS_MAX ? t('reminders.full', { most: REMINDERS_MAX }) : null;
