import type { NotificationFacts, NotificationKind } from '@entente/contracts';
import type { PackageId, PersonId, ProcedureId } from '@entente/kernel';
import { EntitySchema } from 'typeorm';

/** What stands in people's calendars for a procedure; `sequence` rises with each change (RFC 5545). */
export interface CalendarMark {
  readonly sequence: number;
  readonly status: 'confirmed' | 'cancelled';
}

/** One thing that one person was told. What was told stays; only when it was shown and read is added, once. */
export interface NotificationRow {
  readonly id: string;
  readonly person: PersonId;
  /** Of the event that is told: a person is told of it once. */
  readonly eventKey: string;
  readonly kind: NotificationKind;
  readonly package: PackageId;
  readonly procedure: ProcedureId | null;
  readonly facts: NotificationFacts;
  readonly calendar: CalendarMark | null;
  /** False: told by letter alone. */
  readonly onScreen: boolean;
  readonly at: Date;
  readonly shownAt: Date | null;
  readonly readAt: Date | null;
}

export const NotificationTable = new EntitySchema<NotificationRow>({
  name: 'notification',
  tableName: 'notification',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'notification_pk' },
    person: { type: 'uuid' },
    eventKey: { type: 'text', name: 'event_key' },
    kind: { type: 'text' },
    package: { type: 'uuid' },
    procedure: { type: 'uuid', nullable: true },
    facts: { type: 'jsonb' },
    calendar: { type: 'jsonb', nullable: true },
    onScreen: { type: 'boolean', name: 'on_screen', default: true },
    at: { type: 'timestamp with time zone', precision: 3 },
    shownAt: { type: 'timestamp with time zone', precision: 3, name: 'shown_at', nullable: true },
    readAt: { type: 'timestamp with time zone', precision: 3, name: 'read_at', nullable: true },
  },
  uniques: [{ name: 'notification_once', columns: ['person', 'eventKey'] }],
  indices: [
    { name: 'notification_of_person', columns: ['person', 'at'] },
    { name: 'notification_of_procedure', columns: ['procedure'] },
  ],
});

/** The letter of a notification: queued with it, sent later. */
export interface LetterRow {
  readonly notification: string;
  readonly attempts: number;
  readonly nextAt: Date;
  readonly sentAt: Date | null;
  /** What the mail server said last. */
  readonly error: string | null;
}

export const LetterTable = new EntitySchema<LetterRow>({
  name: 'letter',
  tableName: 'letter',
  columns: {
    notification: { type: 'uuid', primary: true, primaryKeyConstraintName: 'letter_pk' },
    attempts: { type: 'int' },
    nextAt: { type: 'timestamp with time zone', precision: 3, name: 'next_at' },
    sentAt: { type: 'timestamp with time zone', precision: 3, name: 'sent_at', nullable: true },
    error: { type: 'text', nullable: true },
  },
  indices: [{ name: 'letter_due', columns: ['nextAt'], where: 'sent_at IS NULL' }],
});
