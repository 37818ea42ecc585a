import type { Role } from '@entente/access';
import type { DelegationCode, PersonId } from '@entente/kernel';
import { EntitySchema } from 'typeorm';

/** A person with an account. Never deleted, only suspended: records name them. */
export interface PersonRow {
  readonly id: PersonId;
  readonly name: string;
  /** Lower case; one account for each. */
  readonly email: string;
  readonly delegation: DelegationCode;
  readonly roles: Role[];
  readonly active: boolean;
  /** Argon2id, encoded. Leaves the database for one comparison only. */
  readonly passwordHash: string;
  readonly createdAt: Date;
  /** IANA name of the zone in which they read deadlines; null: the seat's. */
  readonly timeZone: string | null;
}

export const PersonTable = new EntitySchema<PersonRow>({
  name: 'person',
  tableName: 'person',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'person_pk' },
    name: { type: 'text' },
    email: { type: 'text' },
    delegation: { type: 'text' },
    roles: { type: 'text', array: true },
    active: { type: 'boolean' },
    passwordHash: { type: 'text', name: 'password_hash', select: false },
    createdAt: { type: 'timestamp with time zone', precision: 3, name: 'created_at' },
    timeZone: { type: 'text', name: 'time_zone', nullable: true },
  },
  uniques: [{ name: 'person_email', columns: ['email'] }],
  foreignKeys: [
    {
      name: 'person_delegation',
      target: 'delegation',
      columnNames: ['delegation'],
      referencedColumnNames: ['code'],
    },
  ],
});
