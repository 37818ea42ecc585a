import { grantToApp } from '@entente/nest-platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const CHANGES = [
  // Beside `open`, which says what was decided about the text: that comes back as it was when maintenance ends.
  `ALTER TABLE document ADD COLUMN paused boolean NOT NULL DEFAULT false`,
  // What an operator has made read-only; `document.paused` follows from it. The whole system has the nil id.
  `CREATE TABLE maintenance (
     target uuid PRIMARY KEY,
     scope text NOT NULL CHECK (scope IN ('document', 'package', 'system')),
     by_person uuid NOT NULL,
     since timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
     CHECK ((scope = 'system') = (target = '00000000-0000-0000-0000-000000000000')))`,
];

export class CreateMaintenance1795500600100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of CHANGES) await runner.query(statement);
    await grantToApp(runner, 'document', ['UPDATE (paused)']);
    await grantToApp(runner, 'maintenance', ['SELECT', 'INSERT', 'DELETE']);
  }

  /** Forward only (STYLE §4.15). */
  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}
