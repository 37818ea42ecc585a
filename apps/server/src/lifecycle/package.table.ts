import type { DraftingRule } from '@entente/access';
import type { DelegationCode, DocumentId, Hash, PackageId, PersonId, ProcedureId } from '@entente/kernel';
import type { PackageState } from '@entente/consensus';
import { EntitySchema } from 'typeorm';

/**
 * One package. `state`, `revision`, `packageHash` and `procedure` are what the record's acts evolve to, kept beside it for
 * queries; `recordHead`, `recordHash` and `recordAt` are the record's last entry. Written only under a lock of the row.
 */
export interface PackageRow {
  readonly id: PackageId;
  /** `JSP <sequence>/<year>`: gapless per year, never reused (DOMAIN §2.2). */
  readonly sequence: number;
  readonly year: number;
  readonly title: string;
  readonly state: PackageState;
  readonly revision: number;
  /** In drafting: of the version that came back from a procedure, until another is tabled. */
  readonly packageHash: Hash | null;
  readonly procedure: ProcedureId | null;
  /** The delegations that take part: to all others the package does not exist. */
  readonly parties: DelegationCode[];
  readonly structure: DocumentId;
  /** Secret of who reads the package: the salts of its texts follow from it. */
  readonly sealSeed: string;
  /** What delegations of partners do to the text while it is drafted. */
  readonly delegationsMay: DraftingRule;
  readonly createdBy: PersonId;
  readonly createdByName: string;
  readonly createdFor: DelegationCode;
  readonly createdAt: Date;
  readonly recordHead: number;
  readonly recordHash: Hash;
  readonly recordAt: Date;
}

export const PackageTable = new EntitySchema<PackageRow>({
  name: 'package',
  tableName: 'package',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'package_pk' },
    sequence: { type: 'int' },
    year: { type: 'int' },
    title: { type: 'text' },
    state: { type: 'text' },
    revision: { type: 'int' },
    packageHash: { type: 'text', name: 'package_hash', nullable: true },
    procedure: { type: 'uuid', nullable: true },
    parties: { type: 'text', array: true },
    structure: { type: 'uuid' },
    sealSeed: { type: 'text', name: 'seal_seed' },
    delegationsMay: { type: 'text', name: 'delegations_may', default: 'write' },
    createdBy: { type: 'uuid', name: 'created_by' },
    createdByName: { type: 'text', name: 'created_by_name' },
    createdFor: { type: 'text', name: 'created_for' },
    createdAt: { type: 'timestamp with time zone', precision: 3, name: 'created_at' },
    recordHead: { type: 'int', name: 'record_head' },
    recordHash: { type: 'text', name: 'record_hash' },
    recordAt: { type: 'timestamp with time zone', precision: 3, name: 'record_at' },
  },
  uniques: [{ name: 'package_number_once', columns: ['year', 'sequence'] }],
  checks: [
    {
      name: 'package_state',
      expression: `state IN ('drafting', 'frozen', 'decision', 'adopted', 'published')`,
    },
    { name: 'package_seal_seed', expression: `seal_seed ~ '^[0-9a-f]{64}$'` },
    { name: 'package_drafting_rule', expression: `delegations_may IN ('write', 'suggest', 'comment')` },
  ],
});

/** The last number given in each year. */
export interface PackageNumberRow {
  readonly year: number;
  readonly last: number;
}

export const PackageNumberTable = new EntitySchema<PackageNumberRow>({
  name: 'package_number',
  tableName: 'package_number',
  columns: {
    year: { type: 'int', primary: true, primaryKeyConstraintName: 'package_number_pk' },
    last: { type: 'int' },
  },
});
