import type { Reminders } from '@entente/contracts';
import type { PersonId, ProcedureId } from '@entente/kernel';
import { EntitySchema } from 'typeorm';

/** What a person chose, and when: times that had passed by then are not made up for. */
interface ChoiceColumns {
  readonly before: readonly number[];
  readonly by: Reminders['by'];
  readonly always: boolean;
  readonly setAt: Date;
}

/** For every procedure. No row: the person has chosen nothing. */
export interface PersonRemindersRow extends ChoiceColumns {
  readonly person: PersonId;
}

/** For one procedure alone; there it holds instead of what the person chose for all. */
export interface ProcedureRemindersRow extends ChoiceColumns {
  readonly procedure: ProcedureId;
  readonly person: PersonId;
}

const CHOICE = {
  before: { type: 'int', array: true },
  by: { type: 'text', array: true },
  always: { type: 'boolean' },
  setAt: { type: 'timestamp with time zone', precision: 3, name: 'set_at' },
} as const;

export const PersonRemindersTable = new EntitySchema<PersonRemindersRow>({
  name: 'person_reminders',
  tableName: 'person_reminders',
  columns: {
    person: { type: 'uuid', primary: true, primaryKeyConstraintName: 'person_reminders_pk' },
    ...CHOICE,
  },
});

export const ProcedureRemindersTable = new EntitySchema<ProcedureRemindersRow>({
  name: 'procedure_reminders',
  tableName: 'procedure_reminders',
  columns: {
    procedure: { type: 'uuid', primary: true, primaryKeyConstraintName: 'procedure_reminders_pk' },
    person: { type: 'uuid', primary: true, primaryKeyConstraintName: 'procedure_reminders_pk' },
    ...CHOICE,
  },
});
