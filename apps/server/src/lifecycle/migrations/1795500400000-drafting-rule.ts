import { grantToApp } from '@entente/nest-platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What delegations do to a package's text: they write, as ever, until the chair or the secretariat says otherwise. */
export class DraftingRule1795500400000 implements MigrationInterface {
  readonly name = 'DraftingRule1795500400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE package
        ADD COLUMN delegations_may text NOT NULL DEFAULT 'write',
        ADD CONSTRAINT package_drafting_rule CHECK (delegations_may IN ('write', 'suggest', 'comment'))`);
    await grantToApp(runner, 'package', ['UPDATE (delegations_may)']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE package DROP COLUMN delegations_may');
  }
}
