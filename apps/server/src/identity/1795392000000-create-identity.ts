import { grantToApp } from '@entente/nest-platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  `CREATE TABLE delegation (
     code text CONSTRAINT delegation_pk PRIMARY KEY CONSTRAINT delegation_code CHECK (code ~ '^[A-Z]{2,8}$'),
     name text NOT NULL,
     kind text NOT NULL,
     protocol_order int NOT NULL,
     weight bigint NOT NULL CONSTRAINT delegation_weight CHECK (weight BETWEEN 0 AND 9007199254740991),
     active boolean NOT NULL)`,
  `CREATE TABLE person (
     id uuid CONSTRAINT person_pk PRIMARY KEY,
     name text NOT NULL,
     email text NOT NULL CONSTRAINT person_email UNIQUE,
     delegation text NOT NULL CONSTRAINT person_delegation REFERENCES delegation (code),
     roles text[] NOT NULL,
     active boolean NOT NULL,
     password_hash text NOT NULL,
     created_at timestamptz(3) NOT NULL)`,
  `CREATE TABLE mandate (
     id uuid CONSTRAINT mandate_pk PRIMARY KEY,
     person uuid NOT NULL CONSTRAINT mandate_of_person REFERENCES person (id),
     power text NOT NULL,
     valid_from timestamptz(3) NOT NULL,
     valid_to timestamptz(3),
     accredited_by text NOT NULL,
     revoked_at timestamptz(3))`,
  `CREATE INDEX mandate_person ON mandate (person)`,
  // A session is one family of refresh tokens; only hashes of tokens are kept.
  `CREATE TABLE session (
     id uuid PRIMARY KEY,
     person uuid NOT NULL REFERENCES person (id),
     created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
     expires_at timestamptz NOT NULL,
     ended_at timestamptz,
     ended_why text CHECK (ended_why IN ('signed_out', 'reuse', 'password', 'suspended')))`,
  `CREATE INDEX session_person ON session (person)`,
  // nonce: with the old token itself, it gives the new one (docs/adr/0010). Wiped when the grace time is over.
  `CREATE TABLE refresh_token (
     hash bytea PRIMARY KEY,
     session uuid NOT NULL REFERENCES session (id) ON DELETE CASCADE,
     issued_at timestamptz NOT NULL DEFAULT clock_timestamp(),
     rotated_at timestamptz,
     nonce bytea)`,
  `CREATE INDEX refresh_token_session ON refresh_token (session)`,
  `CREATE TABLE socket_ticket (
     hash bytea PRIMARY KEY,
     person uuid NOT NULL REFERENCES person (id),
     session uuid NOT NULL REFERENCES session (id) ON DELETE CASCADE,
     expires_at timestamptz NOT NULL,
     used_at timestamptz)`,
  `CREATE TABLE sign_in_try (
     key text PRIMARY KEY,
     failures int NOT NULL,
     last_at timestamptz NOT NULL,
     next_at timestamptz NOT NULL)`,
];

/** Whatever changes a person's rights, on whichever node or by hand, tells all nodes (SECURITY §4.3). */
const NOTIFY = [
  `CREATE FUNCTION tell_rights() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     PERFORM pg_notify('entente_rights', to_jsonb(NEW) ->> TG_ARGV[0]);
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER tell_rights AFTER UPDATE ON person FOR EACH ROW EXECUTE FUNCTION tell_rights('id')`,
  `CREATE TRIGGER tell_rights AFTER INSERT OR UPDATE ON mandate FOR EACH ROW EXECUTE FUNCTION tell_rights('person')`,
  `CREATE TRIGGER tell_rights AFTER UPDATE OF ended_at ON session FOR EACH ROW EXECUTE FUNCTION tell_rights('person')`,
];

export class CreateIdentity1795392000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...TABLES, ...NOTIFY]) await runner.query(statement);
    await grantToApp(runner, 'delegation', [
      'SELECT',
      'INSERT',
      'UPDATE (name, protocol_order, weight, active)',
    ]);
    await grantToApp(runner, 'person', ['SELECT', 'INSERT', 'UPDATE (name, roles, active, password_hash)']);
    await grantToApp(runner, 'mandate', ['SELECT', 'INSERT', 'UPDATE (revoked_at)']);
    for (const table of ['session', 'refresh_token', 'socket_ticket', 'sign_in_try']) {
      await grantToApp(runner, table, ['SELECT', 'INSERT', 'UPDATE', 'DELETE']);
    }
  }

  /** Forward only (STYLE §4.15). */
  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}
