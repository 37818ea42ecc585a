import type { Instant, ProcedureId } from '@entente/kernel';
import { ICalAlarmType, ICalCalendar, ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type { CalendarMark } from './notification.table.js';

/** The deadline of one procedure, for a calendar. */
export interface CalendarEntry extends CalendarMark {
  readonly procedure: ProcedureId;
  readonly deadlineAt: Instant;
  /** When this state of the entry was made. */
  readonly stampedAt: Instant;
  readonly summary: string;
  readonly description: string;
  readonly url: string;
  /** When the calendar rings, in minutes before the deadline (SPEC R240). */
  readonly alarms: readonly number[];
}

/** An iCalendar file (RFC 5545). The UID of a procedure never changes: a later file replaces the entry, a cancelled one removes it. */
export function calendarFile(entry: CalendarEntry): string {
  const cancelled = entry.status === 'cancelled';
  const calendar = new ICalCalendar({
    prodId: { company: 'Entente', product: 'Procedures' },
    method: cancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH,
  });
  const event = calendar.createEvent({
    id: `procedure-${entry.procedure}@entente`,
    sequence: entry.sequence,
    stamp: new Date(entry.stampedAt),
    start: new Date(entry.deadlineAt),
    summary: entry.summary,
    description: entry.description,
    url: entry.url,
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  });
  if (!cancelled) {
    for (const minutes of entry.alarms) {
      event.createAlarm({
        type: ICalAlarmType.display,
        triggerBefore: minutes * 60,
        description: entry.summary,
      });
    }
  }
  return calendar.toString();
}
