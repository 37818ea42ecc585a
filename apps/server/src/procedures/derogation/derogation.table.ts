import type { DelegationCode, Hash, PackageId, PersonId, ProcedureId } from '@entente/kernel';
import { EntitySchema } from 'typeorm';

/** One request under an adopted package, as it was asked; what becomes of it is its procedure. Inserted and never changed. */
export interface DerogationRow {
  /** Its procedure, and the nonce of the message that asked. */
  readonly procedure: ProcedureId;
  readonly package: PackageId;
  readonly partner: DelegationCode;
  readonly subject: string;
  readonly provision: string | null;
  readonly ground: string;
  readonly from: Date | null;
  readonly until: Date | null;
  /** The procedure that adopted the package, and the hash of its words. */
  readonly under: ProcedureId;
  readonly adoptedHash: Hash;
  readonly person: PersonId;
  readonly name: string;
  readonly askedAt: Date;
  /** Number of its entry in the package's record. */
  readonly record: number;
}

const at = { type: 'timestamp with time zone', precision: 3 } as const;

export const DerogationTable = new EntitySchema<DerogationRow>({
  name: 'derogation',
  tableName: 'derogation',
  columns: {
    procedure: { type: 'uuid', primary: true, primaryKeyConstraintName: 'derogation_pk' },
    package: { type: 'uuid' },
    partner: { type: 'text' },
    subject: { type: 'text' },
    provision: { type: 'text', nullable: true },
    ground: { type: 'text' },
    from: { ...at, name: 'valid_from', nullable: true },
    until: { ...at, name: 'valid_until', nullable: true },
    under: { type: 'uuid' },
    adoptedHash: { type: 'text', name: 'adopted_hash' },
    person: { type: 'uuid' },
    name: { type: 'text' },
    askedAt: { ...at, name: 'asked_at' },
    record: { type: 'int' },
  },
  indices: [{ name: 'derogation_of_package', columns: ['package'] }],
});
