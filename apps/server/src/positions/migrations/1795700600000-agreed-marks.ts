import { grantToApp, makeAppendOnly } from '@entente/nest-platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The pen-holder's marks *agreed ad referendum*, set and taken away one after another. */
export class AgreedMarks1795700600000 implements MigrationInterface {
  readonly name = 'AgreedMarks1795700600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE agreed_mark (
        package uuid NOT NULL,
        sequence int NOT NULL,
        provision text NOT NULL,
        hash text NOT NULL,
        agreed boolean NOT NULL,
        delegation text NOT NULL,
        person uuid NOT NULL,
        name text NOT NULL,
        mandate uuid NOT NULL,
        at timestamptz(3) NOT NULL,
        CONSTRAINT agreed_mark_pk PRIMARY KEY (package, sequence)
      )`);
    await runner.query('CREATE UNIQUE INDEX agreed_mark_last ON agreed_mark (package, provision, sequence)');
    await grantToApp(runner, 'agreed_mark', ['SELECT', 'INSERT']);
    await makeAppendOnly(runner, 'agreed_mark');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE agreed_mark');
  }
}
