import type { MigrationInterface, QueryRunner } from 'typeorm';

/** At which level a position was taken: a reserve is lifted at that level or a higher one. What stood before counts as the lowest. */
export class PositionLevel1795700500000 implements MigrationInterface {
  readonly name = 'PositionLevel1795700500000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE position_taken ADD COLUMN level text NOT NULL DEFAULT 'counsellor'`);
    await runner.query(`
      ALTER TABLE position_taken ADD CONSTRAINT position_taken_level
      CHECK (level IN ('counsellor', 'ambassador', 'capital'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE position_taken DROP COLUMN level');
  }
}
