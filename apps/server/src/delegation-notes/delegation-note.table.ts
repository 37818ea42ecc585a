import type { DelegationCode, PackageId, PersonId } from '@entente/kernel';
import { EntitySchema } from 'typeorm';

/** What somebody wrote down for their own delegation. Nothing is changed or taken back: people rely on what they read. */
export interface DelegationNoteRow {
  readonly package: PackageId;
  readonly partner: DelegationCode;
  /** 1, 2, 3 … without a gap, for each package and partner: another partner's rows leave no trace in the numbers. */
  readonly sequence: number;
  readonly text: string;
  readonly person: PersonId;
  readonly name: string;
  readonly at: Date;
}

const KEY = { primary: true, primaryKeyConstraintName: 'delegation_note_pk' } as const;

export const DelegationNoteTable = new EntitySchema<DelegationNoteRow>({
  name: 'delegation_note',
  tableName: 'delegation_note',
  columns: {
    package: { type: 'uuid', ...KEY },
    partner: { type: 'text', ...KEY },
    sequence: { type: 'int', ...KEY },
    text: { type: 'text' },
    person: { type: 'uuid' },
    name: { type: 'text' },
    at: { type: 'timestamp with time zone', precision: 3 },
  },
});
