import type { AnnexId, DelegationCode, Hash, PackageId, PersonId } from '@entente/kernel';
import { EntitySchema } from 'typeorm';

/** What an annex is. Its bytes stand in a table of their own, so that a list never reads them. */
export interface AnnexRow {
  readonly id: AnnexId;
  readonly package: PackageId;
  readonly owner: DelegationCode;
  readonly title: string;
  readonly marking: string;
  /** Delegations that it is released to; the owner needs none. Changes are rows of `annex_release`. */
  readonly releasableTo: DelegationCode[];
  readonly mediaType: string;
  readonly size: number;
  readonly commitment: Hash;
  readonly depositedBy: PersonId;
  readonly createdAt: Date;
}

export const AnnexTable = new EntitySchema<AnnexRow>({
  name: 'annex',
  tableName: 'annex',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'annex_pk' },
    package: { type: 'uuid' },
    owner: { type: 'text' },
    title: { type: 'text' },
    marking: { type: 'text' },
    releasableTo: { type: 'text', array: true, name: 'releasable_to' },
    mediaType: { type: 'text', name: 'media_type' },
    size: { type: 'int' },
    commitment: { type: 'text' },
    depositedBy: { type: 'uuid', name: 'deposited_by' },
    createdAt: { type: 'timestamp with time zone', precision: 3, name: 'created_at' },
  },
  indices: [{ name: 'annex_package', columns: ['package'] }],
});
