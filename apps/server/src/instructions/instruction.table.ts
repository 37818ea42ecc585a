import type { PositionKind, ReserveKind } from '@entente/contracts';
import type { DelegationCode, Hash, MandateId, PackageId, PersonId, ProvisionId } from '@entente/kernel';
import { EntitySchema } from 'typeorm';

/** What a capital told its delegation of a provision, once. The last row of a partner and provision stands; earlier ones stay. */
export interface InstructionRow {
  readonly package: PackageId;
  readonly partner: DelegationCode;
  /** 1, 2, 3 … without a gap, for each package and partner: another partner's rows leave no trace in the numbers. */
  readonly sequence: number;
  readonly provision: ProvisionId;
  /** Of the words that the instruction is for. */
  readonly hash: Hash;
  readonly position: PositionKind;
  readonly reserve: ReserveKind | null;
  readonly note: string;
  readonly person: PersonId;
  readonly name: string;
  readonly mandate: MandateId;
  readonly at: Date;
}

const KEY = { primary: true, primaryKeyConstraintName: 'instruction_given_pk' } as const;

export const InstructionTable = new EntitySchema<InstructionRow>({
  name: 'instruction_given',
  tableName: 'instruction_given',
  columns: {
    package: { type: 'uuid', ...KEY },
    partner: { type: 'text', ...KEY },
    sequence: { type: 'int', ...KEY },
    provision: { type: 'text' },
    hash: { type: 'text' },
    position: { type: 'text' },
    reserve: { type: 'text', nullable: true },
    note: { type: 'text' },
    person: { type: 'uuid' },
    name: { type: 'text' },
    mandate: { type: 'uuid' },
    at: { type: 'timestamp with time zone', precision: 3 },
  },
  indices: [
    {
      name: 'instruction_given_last',
      columns: ['package', 'partner', 'provision', 'sequence'],
      unique: true,
    },
  ],
  checks: [
    { name: 'instruction_given_reserve', expression: `(position = 'reserve') = (reserve IS NOT NULL)` },
  ],
});
