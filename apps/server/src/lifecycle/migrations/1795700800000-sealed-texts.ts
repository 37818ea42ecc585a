import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Texts that can be published in part: each package has a secret seed from which the salts of its provisions follow, and a version keeps
 * what its package hash covers in place of the text hash. Versions that were tabled before stay as they are, with none: their hash was
 * decided on, and covers the bare words. The next version of the same package is sealed.
 */
export class SealedTexts1795700800000 implements MigrationInterface {
  readonly name = 'SealedTexts1795700800000';

  async up(runner: QueryRunner): Promise<void> {
    // Two random UUIDs of PostgreSQL's strong source are 244 random bits; its core has no function that gives bytes.
    await runner.query(`
      ALTER TABLE package ADD COLUMN seal_seed text NOT NULL
        DEFAULT encode(sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')), 'hex')`);
    await runner.query(`
      ALTER TABLE package
        ALTER COLUMN seal_seed DROP DEFAULT,
        ADD CONSTRAINT package_seal_seed CHECK (seal_seed ~ '^[0-9a-f]{64}$')`);
    await runner.query('ALTER TABLE version ADD COLUMN sealed_text text');
  }

  /** Forward only (STYLE §4.15). */
  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}
