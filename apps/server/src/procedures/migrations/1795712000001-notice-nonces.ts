import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A request for more time and a leave carry a nonce: the same again is the same. Those of before have none. */
export class NoticeNonces1795712000001 implements MigrationInterface {
  readonly name = 'NoticeNonces1795712000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE procedure_notice
        ADD COLUMN nonce uuid,
        ADD CONSTRAINT procedure_notice_nonce UNIQUE (procedure, nonce)`);
  }

  /** Forward only (STYLE §4.15). */
  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}
