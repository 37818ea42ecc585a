import { grantToApp, makeAppendOnly } from '@entente/nest-platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Positions of partners on provisions, as they were taken one after another. */
export class Positions1795400300000 implements MigrationInterface {
  readonly name = 'Positions1795400300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE position_taken (
        package uuid NOT NULL,
        sequence int NOT NULL,
        partner text NOT NULL,
        provision text NOT NULL,
        hash text NOT NULL,
        position text NOT NULL,
        reserve text,
        note text NOT NULL,
        person uuid NOT NULL,
        name text NOT NULL,
        mandate uuid NOT NULL,
        at timestamptz(3) NOT NULL,
        CONSTRAINT position_taken_pk PRIMARY KEY (package, sequence),
        CONSTRAINT position_taken_reserve CHECK ((position = 'reserve') = (reserve IS NOT NULL))
      )`);
    await runner.query(
      'CREATE UNIQUE INDEX position_taken_last ON position_taken (package, partner, provision, sequence)',
    );
    await grantToApp(runner, 'position_taken', ['SELECT', 'INSERT']);
    await makeAppendOnly(runner, 'position_taken');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE position_taken');
  }
}
