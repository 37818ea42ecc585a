import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An administrator may end a session on the page Live editing; the reason is kept like the others. */
export class OperatorEndsSessions1795500500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE session DROP CONSTRAINT session_ended_why_check');
    await runner.query(
      `ALTER TABLE session ADD CONSTRAINT session_ended_why_check
       CHECK (ended_why IN ('signed_out', 'reuse', 'password', 'suspended', 'operator'))`,
    );
  }

  /** Forward only (STYLE §4.15). */
  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}
