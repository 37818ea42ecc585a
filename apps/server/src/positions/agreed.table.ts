import type { DelegationCode, Hash, MandateId, PackageId, PersonId, ProvisionId } from '@entente/kernel';
import { EntitySchema } from 'typeorm';

/** One mark *agreed ad referendum*, set or taken away. The last row of a provision stands; earlier ones stay as they are. */
export interface AgreedRow {
  readonly package: PackageId;
  /** 1, 2, 3 … without a gap, for each package. */
  readonly sequence: number;
  readonly provision: ProvisionId;
  /** Of the words that the table agreed to. */
  readonly hash: Hash;
  readonly agreed: boolean;
  readonly delegation: DelegationCode;
  readonly person: PersonId;
  readonly name: string;
  readonly mandate: MandateId;
  readonly at: Date;
}

export const AgreedTable = new EntitySchema<AgreedRow>({
  name: 'agreed_mark',
  tableName: 'agreed_mark',
  columns: {
    package: { type: 'uuid', primary: true, primaryKeyConstraintName: 'agreed_mark_pk' },
    sequence: { type: 'int', primary: true, primaryKeyConstraintName: 'agreed_mark_pk' },
    provision: { type: 'text' },
    hash: { type: 'text' },
    agreed: { type: 'boolean' },
    delegation: { type: 'text' },
    person: { type: 'uuid' },
    name: { type: 'text' },
    mandate: { type: 'uuid' },
    at: { type: 'timestamp with time zone', precision: 3 },
  },
  indices: [{ name: 'agreed_mark_last', columns: ['package', 'provision', 'sequence'], unique: true }],
});
