import type { DelegationKind } from '@entente/access';
import type { DelegationCode } from '@entente/kernel';
import { EntitySchema } from 'typeorm';

/** A seat of the coalition. Never deleted: records name it. `weight` fits a JavaScript number (checked). */
export interface DelegationRow {
  readonly code: DelegationCode;
  readonly name: string;
  readonly kind: DelegationKind;
  readonly order: number;
  readonly weight: number;
  /** Whether it takes part in new procedures. */
  readonly active: boolean;
}

export const DelegationTable = new EntitySchema<DelegationRow>({
  name: 'delegation',
  tableName: 'delegation',
  columns: {
    code: { type: 'text', primary: true, primaryKeyConstraintName: 'delegation_pk' },
    name: { type: 'text' },
    kind: { type: 'text' },
    order: { type: 'int', name: 'protocol_order' },
    // PostgreSQL's bigint arrives as a string; the check keeps it within what a number holds exactly.
    weight: { type: 'bigint', transformer: { to: (weight: number) => weight, from: Number } },
    active: { type: 'boolean' },
  },
  checks: [
    { name: 'delegation_code', expression: `code ~ '^[A-Z]{2,8}$'` },
    { name: 'delegation_weight', expression: 'weight BETWEEN 0 AND 9007199254740991' },
  ],
});
