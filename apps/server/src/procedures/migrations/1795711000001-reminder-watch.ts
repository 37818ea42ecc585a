import { grantToApp } from '@entente/nest-platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Until when the reminders of a procedure have been looked at. Those that run begin now: nothing that has passed is made up for. */
export class ReminderWatch1795711000001 implements MigrationInterface {
  readonly name = 'ReminderWatch1795711000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE reminder_watch (
        procedure uuid NOT NULL,
        looked_until timestamptz(3) NOT NULL,
        CONSTRAINT reminder_watch_pk PRIMARY KEY (procedure)
      )`);
    await runner.query(
      `INSERT INTO reminder_watch SELECT id, entente_now() FROM procedure WHERE closed_at IS NULL`,
    );
    await grantToApp(runner, 'reminder_watch', ['SELECT', 'INSERT', 'UPDATE (looked_until)']);
  }

  /** Forward only (STYLE §4.15). */
  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}
