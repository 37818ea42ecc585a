import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A mandate that was revoked stays so, with its instant, whatever the running process is made to ask (SECURITY §4.9). */
export class RevokeOnce1795404600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION refuse_second_revocation() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'a mandate is revoked once, and stays revoked' USING ERRCODE = '42501';
      END $$`);
    await runner.query(`
      CREATE TRIGGER mandate_revoked_once BEFORE UPDATE OF revoked_at ON mandate FOR EACH ROW
      WHEN (OLD.revoked_at IS NOT NULL AND NEW.revoked_at IS DISTINCT FROM OLD.revoked_at)
      EXECUTE FUNCTION refuse_second_revocation()`);
    await runner.query('ALTER TABLE mandate ENABLE ALWAYS TRIGGER mandate_revoked_once');
  }

  /** Forward only (STYLE §4.15). */
  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}
