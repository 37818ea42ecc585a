import type { AnnexId } from '@entente/kernel';
import { EntitySchema } from 'typeorm';

/** The bytes of an annex, as they came, and the salt of its commitment (32 bytes). */
export interface ContentRow {
  readonly annex: AnnexId;
  readonly salt: Buffer;
  readonly bytes: Buffer;
}

export const ContentTable = new EntitySchema<ContentRow>({
  name: 'annex_content',
  tableName: 'annex_content',
  columns: {
    annex: { type: 'uuid', primary: true, primaryKeyConstraintName: 'annex_content_pk' },
    salt: { type: 'bytea' },
    bytes: { type: 'bytea' },
  },
  checks: [
    { name: 'annex_content_size', expression: 'length(bytes) <= 10485760' },
    { name: 'annex_content_salt', expression: 'length(salt) = 32' },
  ],
  foreignKeys: [
    {
      name: 'annex_content_of',
      target: 'annex',
      columnNames: ['annex'],
      referencedColumnNames: ['id'],
    },
  ],
});
