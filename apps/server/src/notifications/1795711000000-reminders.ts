import { grantToApp } from '@entente/nest-platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const CHOICE = `
  before int[] NOT NULL,
  by text[] NOT NULL,
  always boolean NOT NULL,
  set_at timestamptz(3) NOT NULL`;

/** When and how people want to be reminded of deadlines: of all of them, and of one. What is told by letter alone is on no screen. */
export class Reminders1795711000000 implements MigrationInterface {
  readonly name = 'Reminders1795711000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE person_reminders (
        person uuid NOT NULL,
        ${CHOICE},
        CONSTRAINT person_reminders_pk PRIMARY KEY (person)
      )`);
    await runner.query(`
      CREATE TABLE procedure_reminders (
        procedure uuid NOT NULL,
        person uuid NOT NULL,
        ${CHOICE},
        CONSTRAINT procedure_reminders_pk PRIMARY KEY (procedure, person)
      )`);
    for (const table of ['person_reminders', 'procedure_reminders']) {
      await grantToApp(runner, table, ['SELECT', 'INSERT', 'UPDATE (before, by, always, set_at)', 'DELETE']);
    }
    await runner.query('ALTER TABLE notification ADD COLUMN on_screen boolean NOT NULL DEFAULT true');
  }

  /** Forward only (STYLE §4.15). */
  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}
