import { grantToApp } from '@entente/nest-platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateCoalition1795392001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // One row at most: of two setups at once, the second meets the primary key.
    await runner.query(
      `CREATE TABLE coalition (
         "only" boolean CONSTRAINT coalition_pk PRIMARY KEY CONSTRAINT coalition_only CHECK ("only"),
         name text NOT NULL,
         slug text NOT NULL,
         seat text NOT NULL,
         time_zone text NOT NULL,
         set_up_at timestamptz(3) NOT NULL)`,
    );
    await grantToApp(runner, 'coalition', ['SELECT', 'INSERT']);
  }

  /** Forward only (STYLE §4.15). */
  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}
