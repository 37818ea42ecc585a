import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The clock of formal acts: the database's, in whole milliseconds. A function of its own, so that every statement asks the same one,
 * and so that a test may set its hands without waiting for days to pass.
 */
export class OneClock1795600300300 implements MigrationInterface {
  readonly name = 'OneClock1795600300300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION entente_now() RETURNS timestamptz LANGUAGE sql VOLATILE AS
      $$ SELECT date_trunc('milliseconds', clock_timestamp()) $$`);
  }

  /** Forward only (STYLE §4.15). */
  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}
