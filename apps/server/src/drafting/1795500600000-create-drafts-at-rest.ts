import { grantToApp } from '@entente/nest-platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  // One row. Whoever restores the database from a backup gives it another epoch: what clients were told is recorded may be gone.
  `CREATE TABLE store_epoch (
     one boolean PRIMARY KEY DEFAULT true CHECK (one),
     epoch uuid NOT NULL,
     since timestamptz(3) NOT NULL DEFAULT clock_timestamp())`,
  `INSERT INTO store_epoch (epoch) VALUES (gen_random_uuid())`,
  // Under which a person's unrecorded edits are kept on their device. Worth nothing without that device.
  `CREATE TABLE draft_key (
     package uuid NOT NULL,
     person uuid NOT NULL,
     delegation text NOT NULL,
     scope uuid NOT NULL UNIQUE,
     key bytea NOT NULL CHECK (octet_length(key) = 32),
     since timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
     PRIMARY KEY (package, person, delegation))`,
];

export class CreateDraftsAtRest1795500600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of TABLES) await runner.query(statement);
    await grantToApp(runner, 'store_epoch', ['SELECT']);
    await grantToApp(runner, 'draft_key', ['SELECT', 'INSERT']);
  }

  /** Forward only (STYLE §4.15). */
  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}
