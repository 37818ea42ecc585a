import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a snapshot holds of each client (Yjs state vector), beside it; null in what was kept before. */
export class VectorOfSnapshot1795600210000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE document_snapshot ADD COLUMN vector bytea');
  }

  /** Forward only (STYLE §4.15). */
  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}
