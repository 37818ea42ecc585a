import type { AnnexId, DelegationCode, Hash, PackageId, PersonId } from '@entente/kernel';
import { EntitySchema } from 'typeorm';

/** That an annex belongs to a package, by its commitment. What is withdrawn stays, with the instant. */
export interface AnnexCommitmentRow {
  readonly annex: AnnexId;
  readonly package: PackageId;
  readonly owner: DelegationCode;
  readonly commitment: Hash;
  /** What the owner lets the publication say of it; null: the commitment alone. */
  readonly publicTitle: string | null;
  readonly registeredBy: PersonId;
  readonly registeredAt: Date;
  readonly withdrawnAt: Date | null;
}

export const AnnexCommitmentTable = new EntitySchema<AnnexCommitmentRow>({
  name: 'annex_commitment',
  tableName: 'annex_commitment',
  columns: {
    annex: { type: 'uuid', primary: true, primaryKeyConstraintName: 'annex_commitment_pk' },
    package: { type: 'uuid' },
    owner: { type: 'text' },
    commitment: { type: 'text' },
    publicTitle: { type: 'text', name: 'public_title', nullable: true },
    registeredBy: { type: 'uuid', name: 'registered_by' },
    registeredAt: { type: 'timestamp with time zone', precision: 3, name: 'registered_at' },
    withdrawnAt: {
      type: 'timestamp with time zone',
      precision: 3,
      name: 'withdrawn_at',
      nullable: true,
    },
  },
  indices: [{ name: 'annex_commitment_of_package', columns: ['package'] }],
});
