import { grantToApp, makeAppendOnly } from '@entente/nest-platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Instructions of capitals to their delegations, as they were given one after another. */
export class Instructions1795600500000 implements MigrationInterface {
  readonly name = 'Instructions1795600500000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE instruction_given (
        package uuid NOT NULL,
        partner text NOT NULL,
        sequence int NOT NULL,
        provision text NOT NULL,
        hash text NOT NULL,
        position text NOT NULL,
        reserve text,
        note text NOT NULL,
        person uuid NOT NULL,
        name text NOT NULL,
        mandate uuid NOT NULL,
        at timestamptz(3) NOT NULL,
        CONSTRAINT instruction_given_pk PRIMARY KEY (package, partner, sequence),
        CONSTRAINT instruction_given_reserve CHECK ((position = 'reserve') = (reserve IS NOT NULL))
      )`);
    await runner.query(
      'CREATE UNIQUE INDEX instruction_given_last ON instruction_given (package, partner, provision, sequence)',
    );
    await grantToApp(runner, 'instruction_given', ['SELECT', 'INSERT']);
    await makeAppendOnly(runner, 'instruction_given');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE instruction_given');
  }
}
