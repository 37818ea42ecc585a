import type { Hash, PackageId, PersonId, ProcedureId } from '@entente/kernel';
import { EntitySchema } from 'typeorm';

/** One edition of a published package: the file itself, as it stands under its address for good. */
export interface PublicationRow {
  readonly package: PackageId;
  /** 1: the first; a later one amends those before it. */
  readonly edition: number;
  /** `jsp-7-26`, `jsp-7-26-amendment-1`: the last part of the address. */
  readonly slug: string;
  readonly number: string;
  readonly title: string;
  readonly revision: number;
  readonly packageHash: Hash;
  /** The procedure that adopted it, or a part of it; a trigger refuses the row without one. */
  readonly procedure: ProcedureId;
  /** Canonical JSON, form `entente-publication/2`, or /1 where the text was not sealed. */
  readonly file: Buffer;
  readonly fileHash: Hash;
  readonly publishedBy: PersonId;
  readonly publishedAt: Date;
}

export const PublicationTable = new EntitySchema<PublicationRow>({
  name: 'publication',
  tableName: 'publication',
  columns: {
    package: { type: 'uuid', primary: true, primaryKeyConstraintName: 'publication_pk' },
    edition: { type: 'int', primary: true, primaryKeyConstraintName: 'publication_pk' },
    slug: { type: 'text' },
    number: { type: 'text' },
    title: { type: 'text' },
    revision: { type: 'int' },
    packageHash: { type: 'text', name: 'package_hash' },
    procedure: { type: 'uuid' },
    file: { type: 'bytea' },
    fileHash: { type: 'text', name: 'file_hash' },
    publishedBy: { type: 'uuid', name: 'published_by' },
    publishedAt: { type: 'timestamp with time zone', precision: 3, name: 'published_at' },
  },
  uniques: [{ name: 'publication_slug', columns: ['slug'] }],
  checks: [
    { name: 'publication_file_hash', expression: `file_hash = 'sha256:' || encode(sha256(file), 'hex')` },
  ],
});
