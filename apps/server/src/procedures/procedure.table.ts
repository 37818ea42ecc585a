import type { Terms } from '@entente/consensus';
import type { Procedure } from '@entente/contracts';
import type { Hash, PackageId, ProcedureId } from '@entente/kernel';
import { EntitySchema } from 'typeorm';

/** Terms of a vote as they are stored. */
export type StoredTerms = Pick<Terms, 'procedure' | 'packageHash' | 'members' | 'allowConstructive'> & {
  readonly kind: 'vote';
  readonly rule: Procedure['rule'];
};

/** One procedure on one frozen version. Its terms are given once; its state moves once, from `open`. */
export interface ProcedureRow {
  readonly id: ProcedureId;
  readonly package: PackageId;
  readonly revision: number;
  readonly packageHash: Hash;
  readonly rule: Procedure['rule'];
  readonly state: Procedure['state'];
  readonly terms: StoredTerms;
  /** Names of the electorate's partners when it was frozen, by code. */
  readonly names: Readonly<Record<string, string>>;
  readonly electorateHash: Hash;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
}

export const ProcedureTable = new EntitySchema<ProcedureRow>({
  name: 'procedure',
  tableName: 'procedure',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'procedure_pk' },
    package: { type: 'uuid' },
    revision: { type: 'int' },
    packageHash: { type: 'text', name: 'package_hash' },
    rule: { type: 'text' },
    state: { type: 'text' },
    terms: { type: 'jsonb' },
    names: { type: 'jsonb' },
    electorateHash: { type: 'text', name: 'electorate_hash' },
    openedAt: { type: 'timestamp with time zone', precision: 3, name: 'opened_at' },
    closedAt: { type: 'timestamp with time zone', precision: 3, name: 'closed_at', nullable: true },
  },
  indices: [
    { name: 'procedure_of_package', columns: ['package'] },
    { name: 'procedure_open_once', columns: ['package'], unique: true, where: `state = 'open'` },
  ],
  checks: [
    {
      name: 'procedure_state',
      expression: `state IN ('open', 'adopted', 'broken', 'not_adopted', 'withdrawn')`,
    },
    { name: 'procedure_closed', expression: `(state = 'open') = (closed_at IS NULL)` },
  ],
});
