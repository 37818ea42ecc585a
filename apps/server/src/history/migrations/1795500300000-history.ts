import { grantToApp, makeAppendOnly } from '@entente/nest-platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = ['history_point', 'history_point_hidden', 'history_restore', 'history_restored'] as const;

/** Named moments of a text, and who brought which past text back. */
export class History1795500300000 implements MigrationInterface {
  readonly name = 'History1795500300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE history_point (
        point uuid NOT NULL,
        package uuid NOT NULL,
        name text NOT NULL,
        at timestamptz(3) NOT NULL,
        heads jsonb NOT NULL,
        person uuid NOT NULL,
        person_name text NOT NULL,
        delegation text NOT NULL,
        named_at timestamptz(3) NOT NULL,
        CONSTRAINT history_point_pk PRIMARY KEY (point)
      )`);
    await runner.query('CREATE INDEX history_point_package ON history_point (package)');
    await runner.query(`
      CREATE TABLE history_point_hidden (
        point uuid NOT NULL,
        person uuid NOT NULL,
        delegation text NOT NULL,
        hidden_at timestamptz(3) NOT NULL,
        CONSTRAINT history_point_hidden_pk PRIMARY KEY (point)
      )`);
    await runner.query(`
      CREATE TABLE history_restore (
        nonce uuid NOT NULL,
        package uuid NOT NULL,
        document uuid NOT NULL,
        seq_to int NOT NULL,
        seq_from int NOT NULL,
        client bigint NOT NULL,
        person uuid NOT NULL,
        delegation text NOT NULL,
        asked_at timestamptz(3) NOT NULL,
        CONSTRAINT history_restore_pk PRIMARY KEY (nonce)
      )`);
    await runner.query(`
      CREATE TABLE history_restored (
        nonce uuid NOT NULL,
        seq int NOT NULL,
        recorded_at timestamptz(3) NOT NULL,
        CONSTRAINT history_restored_pk PRIMARY KEY (nonce)
      )`);
    await runner.query('CREATE INDEX history_restore_package ON history_restore (package)');
    for (const table of TABLES) {
      await grantToApp(runner, table, ['SELECT', 'INSERT']);
      await makeAppendOnly(runner, table);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) {
      await runner.query(`DROP TABLE ${table}`);
    }
  }
}
