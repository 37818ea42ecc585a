import { grantToApp } from '@entente/nest-platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people are told, and the letters that go with it. */
export class CreateNotifications1795600300200 implements MigrationInterface {
  readonly name = 'CreateNotifications1795600300200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE notification (
        id uuid NOT NULL,
        person uuid NOT NULL,
        event_key text NOT NULL,
        kind text NOT NULL,
        package uuid NOT NULL,
        procedure uuid,
        facts jsonb NOT NULL,
        calendar jsonb,
        at timestamptz(3) NOT NULL,
        shown_at timestamptz(3),
        read_at timestamptz(3),
        CONSTRAINT notification_pk PRIMARY KEY (id),
        CONSTRAINT notification_once UNIQUE (person, event_key)
      )`);
    await runner.query('CREATE INDEX notification_of_person ON notification (person, at)');
    await runner.query('CREATE INDEX notification_of_procedure ON notification (procedure)');
    await runner.query(`
      CREATE TABLE letter (
        notification uuid NOT NULL,
        attempts int NOT NULL,
        next_at timestamptz(3) NOT NULL,
        sent_at timestamptz(3),
        error text,
        CONSTRAINT letter_pk PRIMARY KEY (notification)
      )`);
    await runner.query('CREATE INDEX letter_due ON letter (next_at) WHERE sent_at IS NULL');
    await grantToApp(runner, 'notification', ['SELECT', 'INSERT', 'UPDATE (shown_at, read_at)']);
    await grantToApp(runner, 'letter', ['SELECT', 'INSERT', 'UPDATE (attempts, next_at, sent_at, error)']);
  }

  /** Forward only (STYLE §4.15). */
  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}
