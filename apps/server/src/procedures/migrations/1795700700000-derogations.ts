import { grantToApp, makeAppendOnly } from '@entente/nest-platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const OPEN = `state IN ('prepared', 'announced', 'open', 'suspended', 'part_adopted')`;

/** Requests under an adopted package. Each has a procedure of its own, and any number of them run side by side. */
export class Derogations1795700700000 implements MigrationInterface {
  readonly name = 'Derogations1795700700000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE derogation (
        procedure uuid NOT NULL,
        package uuid NOT NULL,
        partner text NOT NULL,
        subject text NOT NULL,
        provision text,
        ground text NOT NULL,
        valid_from timestamptz(3),
        valid_until timestamptz(3),
        under uuid NOT NULL,
        adopted_hash text NOT NULL,
        person uuid NOT NULL,
        name text NOT NULL,
        asked_at timestamptz(3) NOT NULL,
        record int NOT NULL,
        CONSTRAINT derogation_pk PRIMARY KEY (procedure)
      )`);
    await runner.query('CREATE INDEX derogation_of_package ON derogation (package)');
    await grantToApp(runner, 'derogation', ['SELECT', 'INSERT']);
    await makeAppendOnly(runner, 'derogation');
    await runner.query('DROP INDEX procedure_open_once');
    await runner.query(
      `CREATE UNIQUE INDEX procedure_open_once ON procedure (package)
       WHERE ${OPEN} AND terms ->> 'followsAs' IS DISTINCT FROM 'derogation'`,
    );
  }

  /** Forward only (STYLE §4.15). */
  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}
