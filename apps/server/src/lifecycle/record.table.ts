import type { DelegationCode, Hash, MandateId, PackageId, PersonId } from '@entente/kernel';
import { EntitySchema } from 'typeorm';

/** One formal act. Rows are inserted and never changed: the running process has no right to, and a trigger refuses (SECURITY §4.9). */
export interface FormalActRow {
  readonly package: PackageId;
  /** 1, 2, 3 … without a gap, for each package. */
  readonly sequence: number;
  readonly type: string;
  /** Null, with the delegation, where time brought it and nobody. */
  readonly person: PersonId | null;
  readonly name: string;
  readonly delegation: DelegationCode | null;
  readonly mandate: MandateId | null;
  readonly packageHash: Hash | null;
  readonly at: Date;
  /** Strict canonical JSON. */
  readonly body: string;
  readonly previous: Hash;
  readonly hash: Hash;
}

export const FormalActTable = new EntitySchema<FormalActRow>({
  name: 'formal_act',
  tableName: 'formal_act',
  columns: {
    package: { type: 'uuid', primary: true, primaryKeyConstraintName: 'formal_act_pk' },
    sequence: { type: 'int', primary: true, primaryKeyConstraintName: 'formal_act_pk' },
    type: { type: 'text' },
    person: { type: 'uuid', nullable: true },
    name: { type: 'text' },
    delegation: { type: 'text', nullable: true },
    mandate: { type: 'uuid', nullable: true },
    packageHash: { type: 'text', name: 'package_hash', nullable: true },
    at: { type: 'timestamp with time zone', precision: 3 },
    body: { type: 'text' },
    previous: { type: 'text' },
    hash: { type: 'text' },
  },
  uniques: [{ name: 'formal_act_hash', columns: ['hash'] }],
});
