import { grantToApp } from '@entente/nest-platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The zone in which a person reads deadlines; none: the seat's. */
export class PeopleHaveAZone1795600300100 implements MigrationInterface {
  readonly name = 'PeopleHaveAZone1795600300100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE person ADD COLUMN time_zone text');
    await grantToApp(runner, 'person', ['UPDATE (time_zone)']);
  }

  /** Forward only (STYLE §4.15). */
  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}
