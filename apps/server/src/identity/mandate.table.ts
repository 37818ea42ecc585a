import type { Power } from '@entente/access';
import type { MandateId, PersonId } from '@entente/kernel';
import { EntitySchema } from 'typeorm';

/** The register of mandates: one power of one person. A row is never deleted; revoking adds the instant of its end. */
export interface MandateRow {
  readonly id: MandateId;
  readonly person: PersonId;
  readonly power: Power;
  readonly from: Date;
  /** Exclusive; null: until revoked. */
  readonly to: Date | null;
  readonly accreditedBy: string;
  readonly revokedAt: Date | null;
}

export const MandateTable = new EntitySchema<MandateRow>({
  name: 'mandate',
  tableName: 'mandate',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'mandate_pk' },
    person: { type: 'uuid' },
    power: { type: 'text' },
    from: { type: 'timestamp with time zone', precision: 3, name: 'valid_from' },
    to: { type: 'timestamp with time zone', precision: 3, name: 'valid_to', nullable: true },
    accreditedBy: { type: 'text', name: 'accredited_by' },
    revokedAt: { type: 'timestamp with time zone', precision: 3, name: 'revoked_at', nullable: true },
  },
  indices: [{ name: 'mandate_person', columns: ['person'] }],
  foreignKeys: [
    { name: 'mandate_of_person', target: 'person', columnNames: ['person'], referencedColumnNames: ['id'] },
  ],
});
