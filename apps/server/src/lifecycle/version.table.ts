import type { DelegationCode, Hash, PackageId, PersonId } from '@entente/kernel';
import { EntitySchema } from 'typeorm';

/** A frozen version, `REV <revision>`. Never changed: provisions under decision are immutable (PEER-FAILURES, Loomio). */
export interface VersionRow {
  readonly package: PackageId;
  readonly revision: number;
  readonly textHash: Hash;
  readonly packageHash: Hash;
  /** What the package hash covers in place of the text hash; null where it was tabled before texts were sealed. */
  readonly sealedText: Hash | null;
  /** Hash of each provision, by its id. */
  readonly provisions: Readonly<Record<string, Hash>>;
  readonly annexes: readonly { readonly annex: string; readonly commitment: Hash }[];
  readonly tabledBy: PersonId;
  readonly tabledByName: string;
  readonly tabledFor: DelegationCode;
  readonly tabledAt: Date;
}

export const VersionTable = new EntitySchema<VersionRow>({
  name: 'version',
  tableName: 'version',
  columns: {
    package: { type: 'uuid', primary: true, primaryKeyConstraintName: 'version_pk' },
    revision: { type: 'int', primary: true, primaryKeyConstraintName: 'version_pk' },
    textHash: { type: 'text', name: 'text_hash' },
    packageHash: { type: 'text', name: 'package_hash' },
    sealedText: { type: 'text', name: 'sealed_text', nullable: true },
    provisions: { type: 'jsonb' },
    annexes: { type: 'jsonb' },
    tabledBy: { type: 'uuid', name: 'tabled_by' },
    tabledByName: { type: 'text', name: 'tabled_by_name' },
    tabledFor: { type: 'text', name: 'tabled_for' },
    tabledAt: { type: 'timestamp with time zone', precision: 3, name: 'tabled_at' },
  },
});

/** Canonical bytes by their hash: the same text frozen twice is stored once. */
export interface CanonicalBytesRow {
  readonly textHash: Hash;
  readonly bytes: Buffer;
}

export const CanonicalBytesTable = new EntitySchema<CanonicalBytesRow>({
  name: 'canonical_bytes',
  tableName: 'canonical_bytes',
  columns: {
    textHash: {
      type: 'text',
      name: 'text_hash',
      primary: true,
      primaryKeyConstraintName: 'canonical_bytes_pk',
    },
    bytes: { type: 'bytea' },
  },
  checks: [
    {
      name: 'canonical_bytes_address',
      expression: `text_hash = 'sha256:' || encode(sha256(bytes), 'hex')`,
    },
  ],
});
