import type { Level, PositionKind, ReserveKind } from '@entente/consensus';
import type { DelegationCode, Hash, MandateId, PackageId, PersonId, ProvisionId } from '@entente/kernel';
import { EntitySchema } from 'typeorm';

/** What a partner said of a provision, once. The last row of a partner and provision stands; earlier ones stay as they are. */
export interface PositionRow {
  readonly package: PackageId;
  /** 1, 2, 3 … without a gap, for each package. */
  readonly sequence: number;
  readonly partner: DelegationCode;
  readonly provision: ProvisionId;
  /** Of the words that the position is for. */
  readonly hash: Hash;
  readonly position: PositionKind;
  readonly reserve: ReserveKind | null;
  readonly note: string;
  readonly person: PersonId;
  readonly name: string;
  readonly mandate: MandateId;
  readonly level: Level;
  readonly at: Date;
}

export const PositionTable = new EntitySchema<PositionRow>({
  name: 'position_taken',
  tableName: 'position_taken',
  columns: {
    package: { type: 'uuid', primary: true, primaryKeyConstraintName: 'position_taken_pk' },
    sequence: { type: 'int', primary: true, primaryKeyConstraintName: 'position_taken_pk' },
    partner: { type: 'text' },
    provision: { type: 'text' },
    hash: { type: 'text' },
    position: { type: 'text' },
    reserve: { type: 'text', nullable: true },
    note: { type: 'text' },
    person: { type: 'uuid' },
    name: { type: 'text' },
    mandate: { type: 'uuid' },
    level: { type: 'text', default: 'counsellor' },
    at: { type: 'timestamp with time zone', precision: 3 },
  },
  indices: [
    {
      name: 'position_taken_last',
      columns: ['package', 'partner', 'provision', 'sequence'],
      unique: true,
    },
  ],
  checks: [
    {
      name: 'position_taken_reserve',
      expression: `(position = 'reserve') = (reserve IS NOT NULL)`,
    },
    {
      name: 'position_taken_level',
      expression: `level IN ('counsellor', 'ambassador', 'capital')`,
    },
  ],
});
