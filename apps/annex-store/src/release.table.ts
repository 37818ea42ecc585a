import type { AnnexId, DelegationCode, PersonId } from '@entente/kernel';
import { EntitySchema } from 'typeorm';

/** One release list that an annex had, from its deposit on: who set it, and when. Never changed, never removed. */
export interface ReleaseRow {
  readonly annex: AnnexId;
  readonly sequence: number;
  readonly releasableTo: DelegationCode[];
  readonly person: PersonId;
  readonly name: string;
  readonly at: Date;
}

export const ReleaseTable = new EntitySchema<ReleaseRow>({
  name: 'release',
  tableName: 'annex_release',
  columns: {
    annex: { type: 'uuid', primary: true, primaryKeyConstraintName: 'annex_release_pk' },
    sequence: { type: 'int', primary: true, primaryKeyConstraintName: 'annex_release_pk' },
    releasableTo: { type: 'text', array: true, name: 'releasable_to' },
    person: { type: 'uuid' },
    name: { type: 'text' },
    at: { type: 'timestamp with time zone', precision: 3 },
  },
  foreignKeys: [
    {
      name: 'annex_release_of',
      target: 'annex',
      columnNames: ['annex'],
      referencedColumnNames: ['id'],
    },
  ],
});
