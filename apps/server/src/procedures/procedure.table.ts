import type { Procedure as Core, Rule, Terms } from '@entente/consensus';
import type { Hash, PackageId, ProcedureId } from '@entente/kernel';
import { EntitySchema } from 'typeorm';

/**
 * One procedure on one frozen version. What it is bound to is given once; `state` to `lastAt` are what its events come to, kept
 * beside them for queries and alarms.
 */
export interface ProcedureRow {
  readonly id: ProcedureId;
  readonly package: PackageId;
  readonly revision: number;
  readonly packageHash: Hash;
  readonly kind: Terms['kind'];
  readonly rule: Rule['id'];
  readonly terms: Terms;
  /** Names of the electorate's partners when it was frozen, by code. */
  readonly names: Readonly<Record<string, string>>;
  readonly electorateHash: Hash;
  /** Of all of the terms as they were frozen. */
  readonly termsHash: Hash;
  /** The procedure that this one follows, reissued or in another forum. */
  readonly follows: ProcedureId | null;
  readonly state: Core['state'];
  readonly openedAt: Date | null;
  readonly closedAt: Date | null;
  readonly deadlineAt: Date | null;
  /** The next legal instant at which time alone changes it; null: none. */
  readonly nextInstant: Date | null;
  readonly eventHead: number;
  /** The stamp of the last message: the next is never before it. */
  readonly lastAt: Date;
}

export type ProcedureColumns = Pick<
  ProcedureRow,
  'state' | 'openedAt' | 'closedAt' | 'deadlineAt' | 'nextInstant' | 'eventHead' | 'lastAt'
>;

export const OPEN_STATES = ['prepared', 'announced', 'open', 'suspended', 'part_adopted'] as const;
const list = (states: readonly string[]): string => states.map((state) => `'${state}'`).join(', ');
const at = { type: 'timestamp with time zone', precision: 3 } as const;

export const ProcedureTable = new EntitySchema<ProcedureRow>({
  name: 'procedure',
  tableName: 'procedure',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'procedure_pk' },
    package: { type: 'uuid' },
    revision: { type: 'int' },
    packageHash: { type: 'text', name: 'package_hash' },
    kind: { type: 'text' },
    rule: { type: 'text' },
    terms: { type: 'jsonb' },
    names: { type: 'jsonb' },
    electorateHash: { type: 'text', name: 'electorate_hash' },
    termsHash: { type: 'text', name: 'terms_hash' },
    follows: { type: 'uuid', nullable: true },
    state: { type: 'text' },
    openedAt: { ...at, name: 'opened_at', nullable: true },
    closedAt: { ...at, name: 'closed_at', nullable: true },
    deadlineAt: { ...at, name: 'deadline_at', nullable: true },
    nextInstant: { ...at, name: 'next_instant', nullable: true },
    eventHead: { type: 'int', name: 'event_head' },
    lastAt: { ...at, name: 'last_at' },
  },
  indices: [
    { name: 'procedure_of_package', columns: ['package'] },
    {
      name: 'procedure_open_once',
      columns: ['package'],
      unique: true,
      where: `state IN (${list(OPEN_STATES)}) AND terms ->> 'followsAs' IS DISTINCT FROM 'derogation'`,
    },
    { name: 'procedure_due', columns: ['nextInstant'], where: 'next_instant IS NOT NULL' },
  ],
  checks: [
    {
      name: 'procedure_closed',
      expression: `(state IN (${list(OPEN_STATES)})) = (closed_at IS NULL)`,
    },
  ],
});
