import { grantToApp } from '@entente/nest-platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The index of annexes: which package binds which commitment. */
export class AnnexCommitments1795400100000 implements MigrationInterface {
  readonly name = 'AnnexCommitments1795400100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE annex_commitment (
        annex uuid NOT NULL,
        package uuid NOT NULL,
        owner text NOT NULL,
        commitment text NOT NULL,
        public_title text,
        registered_by uuid NOT NULL,
        registered_at timestamptz(3) NOT NULL,
        withdrawn_at timestamptz(3),
        CONSTRAINT annex_commitment_pk PRIMARY KEY (annex)
      )`);
    await runner.query('CREATE INDEX annex_commitment_of_package ON annex_commitment (package)');
    await grantToApp(runner, 'annex_commitment', ['SELECT', 'INSERT', 'UPDATE (withdrawn_at)']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE annex_commitment');
  }
}
