import type { ActKind } from '@entente/consensus';
import type { DelegationCode, Hash, MandateId, PersonId, ProcedureId } from '@entente/kernel';
import { EntitySchema } from 'typeorm';

/** One act of a partner. A change of mind is another row; rows stay as they are. */
export interface ActRow {
  readonly procedure: ProcedureId;
  /** Number of the entry in the package's record: the receipt. */
  readonly sequence: number;
  readonly partner: DelegationCode;
  readonly act: ActKind;
  readonly reason: string;
  readonly packageHash: Hash;
  readonly person: PersonId;
  readonly name: string;
  readonly mandate: MandateId;
  readonly nonce: string;
  readonly at: Date;
}

export const ActTable = new EntitySchema<ActRow>({
  name: 'procedure_act',
  tableName: 'procedure_act',
  columns: {
    procedure: { type: 'uuid', primary: true, primaryKeyConstraintName: 'procedure_act_pk' },
    sequence: { type: 'int', primary: true, primaryKeyConstraintName: 'procedure_act_pk' },
    partner: { type: 'text' },
    act: { type: 'text' },
    reason: { type: 'text' },
    packageHash: { type: 'text', name: 'package_hash' },
    person: { type: 'uuid' },
    name: { type: 'text' },
    mandate: { type: 'uuid' },
    nonce: { type: 'uuid' },
    at: { type: 'timestamp with time zone', precision: 3 },
  },
  uniques: [{ name: 'procedure_act_nonce', columns: ['procedure', 'nonce'] }],
  checks: [
    {
      name: 'procedure_act_kind',
      expression: `act IN ('agree', 'object', 'abstain', 'abstain_constructive')`,
    },
  ],
});
