import type { Hash, ProcedureId } from '@entente/kernel';
import { EntitySchema } from 'typeorm';

/** The text that a corrigendum makes of a frozen version, kept from its filing. Inserted and never changed; whether it stands is its procedure's to say. */
export interface CorrectedTextRow {
  readonly procedure: ProcedureId;
  /** The id under which it was filed. */
  readonly corrigendum: string;
  readonly packageHash: Hash;
  readonly textHash: Hash;
  readonly sealedText: Hash;
  /** Hash of each provision, by its id. */
  readonly provisions: Readonly<Record<string, Hash>>;
  /** Canonical bytes (`entente-canon/1`). */
  readonly canonical: Buffer;
}

export const CorrectedTextTable = new EntitySchema<CorrectedTextRow>({
  name: 'corrected_text',
  tableName: 'corrected_text',
  columns: {
    procedure: { type: 'uuid', primary: true, primaryKeyConstraintName: 'corrected_text_pk' },
    corrigendum: { type: 'uuid', primary: true, primaryKeyConstraintName: 'corrected_text_pk' },
    packageHash: { type: 'text', name: 'package_hash' },
    textHash: { type: 'text', name: 'text_hash' },
    sealedText: { type: 'text', name: 'sealed_text' },
    provisions: { type: 'jsonb' },
    canonical: { type: 'bytea' },
  },
  checks: [
    {
      name: 'corrected_text_address',
      expression: `text_hash = 'sha256:' || encode(sha256(canonical), 'hex')`,
    },
  ],
});
