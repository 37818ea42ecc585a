import { grantToApp, makeAppendOnly } from '@entente/nest-platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Notes of people to their own delegation, one after another. */
export class DelegationNotes1795700300000 implements MigrationInterface {
  readonly name = 'DelegationNotes1795700300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE delegation_note (
        package uuid NOT NULL,
        partner text NOT NULL,
        sequence int NOT NULL,
        text text NOT NULL,
        person uuid NOT NULL,
        name text NOT NULL,
        at timestamptz(3) NOT NULL,
        CONSTRAINT delegation_note_pk PRIMARY KEY (package, partner, sequence)
      )`);
    await grantToApp(runner, 'delegation_note', ['SELECT', 'INSERT']);
    await makeAppendOnly(runner, 'delegation_note');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE delegation_note');
  }
}
