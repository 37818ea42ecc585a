import type { AnnexId, DelegationCode, PersonId } from '@entente/kernel';
import { EntitySchema } from 'typeorm';

/** One line of the register: somebody was given the bytes of an annex. Never changed, never removed. */
export interface OpeningRow {
  readonly annex: AnnexId;
  /** From 1, without a gap, for each annex. */
  readonly sequence: number;
  readonly person: PersonId;
  readonly name: string;
  readonly delegation: DelegationCode;
  readonly purpose: string;
  readonly at: Date;
}

export const OpeningTable = new EntitySchema<OpeningRow>({
  name: 'opening',
  tableName: 'annex_opening',
  columns: {
    annex: { type: 'uuid', primary: true, primaryKeyConstraintName: 'annex_opening_pk' },
    sequence: { type: 'int', primary: true, primaryKeyConstraintName: 'annex_opening_pk' },
    person: { type: 'uuid' },
    name: { type: 'text' },
    delegation: { type: 'text' },
    purpose: { type: 'text' },
    at: { type: 'timestamp with time zone', precision: 3 },
  },
  foreignKeys: [
    {
      name: 'annex_opening_of',
      target: 'annex',
      columnNames: ['annex'],
      referencedColumnNames: ['id'],
    },
  ],
});
