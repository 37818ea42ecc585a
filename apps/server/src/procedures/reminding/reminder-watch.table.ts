import type { ProcedureId } from '@entente/kernel';
import { EntitySchema } from 'typeorm';

/** How far the reminders of a procedure have been looked at: what came due until then was told, or was nobody's. */
export interface ReminderWatchRow {
  readonly procedure: ProcedureId;
  readonly lookedUntil: Date;
}

export const ReminderWatchTable = new EntitySchema<ReminderWatchRow>({
  name: 'reminder_watch',
  tableName: 'reminder_watch',
  columns: {
    procedure: { type: 'uuid', primary: true, primaryKeyConstraintName: 'reminder_watch_pk' },
    lookedUntil: { type: 'timestamp with time zone', precision: 3, name: 'looked_until' },
  },
});
