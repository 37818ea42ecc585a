import { grantToApp } from '@entente/nest-platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What each server process last said of itself, for the page Live editing. Counts and times; gone when the process is. */
export class CreateNodeStatus1795500500100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE node_status (
         node uuid PRIMARY KEY,
         seen_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
         status jsonb NOT NULL)`,
    );
    await grantToApp(runner, 'node_status', ['SELECT', 'INSERT', 'UPDATE', 'DELETE']);
  }

  /** Forward only (STYLE §4.15). */
  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}
