import { grantToApp, makeAppendOnly } from '@entente/nest-platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  `CREATE TABLE annex (
     id uuid CONSTRAINT annex_pk PRIMARY KEY,
     package uuid NOT NULL,
     owner text NOT NULL,
     title text NOT NULL,
     marking text NOT NULL,
     releasable_to text[] NOT NULL,
     media_type text NOT NULL,
     size int NOT NULL,
     commitment text NOT NULL,
     deposited_by uuid NOT NULL,
     created_at timestamptz(3) NOT NULL)`,
  `CREATE INDEX annex_package ON annex (package)`,
  `CREATE TABLE annex_content (
     annex uuid CONSTRAINT annex_content_pk PRIMARY KEY CONSTRAINT annex_content_of REFERENCES annex (id),
     salt bytea NOT NULL CONSTRAINT annex_content_salt CHECK (length(salt) = 32),
     bytes bytea NOT NULL CONSTRAINT annex_content_size CHECK (length(bytes) <= 10485760))`,
  `CREATE TABLE annex_opening (
     annex uuid NOT NULL CONSTRAINT annex_opening_of REFERENCES annex (id),
     sequence int NOT NULL,
     person uuid NOT NULL,
     name text NOT NULL,
     delegation text NOT NULL,
     purpose text NOT NULL,
     at timestamptz(3) NOT NULL,
     CONSTRAINT annex_opening_pk PRIMARY KEY (annex, sequence))`,
  `CREATE TABLE annex_release (
     annex uuid NOT NULL CONSTRAINT annex_release_of REFERENCES annex (id),
     sequence int NOT NULL,
     releasable_to text[] NOT NULL,
     person uuid NOT NULL,
     name text NOT NULL,
     at timestamptz(3) NOT NULL,
     CONSTRAINT annex_release_pk PRIMARY KEY (annex, sequence))`,
];

export class CreateAnnexes1795392000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of TABLES) await runner.query(statement);
    // The commitment stands in the package's hash: what it commits to can never change, whoever asks.
    for (const table of ['annex_content', 'annex_opening', 'annex_release']) {
      await makeAppendOnly(runner, table);
      await grantToApp(runner, table, ['SELECT', 'INSERT']);
    }
    await grantToApp(runner, 'annex', ['SELECT', 'INSERT', 'UPDATE (releasable_to)']);
  }

  /** Forward only (STYLE §4.15). */
  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}
