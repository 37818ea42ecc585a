import type { Hash, PackageId, PersonId, ProcedureId } from '@entente/kernel';
import { EntitySchema } from 'typeorm';

/** A published package: the file itself, as it stands under its address for good. */
export interface PublicationRow {
  readonly package: PackageId;
  /** `jsp-7-26`: the last part of the address. */
  readonly slug: string;
  readonly number: string;
  readonly title: string;
  readonly revision: number;
  readonly packageHash: Hash;
  /** The procedure that adopted it; a trigger refuses the row without one. */
  readonly procedure: ProcedureId;
  /** Canonical JSON, form `entente-publication/1`. */
  readonly file: Buffer;
  readonly publishedBy: PersonId;
  readonly publishedAt: Date;
}

export const PublicationTable = new EntitySchema<PublicationRow>({
  name: 'publication',
  tableName: 'publication',
  columns: {
    package: { type: 'uuid', primary: true, primaryKeyConstraintName: 'publication_pk' },
    slug: { type: 'text' },
    number: { type: 'text' },
    title: { type: 'text' },
    revision: { type: 'int' },
    packageHash: { type: 'text', name: 'package_hash' },
    procedure: { type: 'uuid' },
    file: { type: 'bytea' },
    publishedBy: { type: 'uuid', name: 'published_by' },
    publishedAt: { type: 'timestamp with time zone', precision: 3, name: 'published_at' },
  },
  uniques: [{ name: 'publication_slug', columns: ['slug'] }],
});
