import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A package that came back from a procedure keeps the hash of the version that it was about: another procedure may take it on while the
 * draft is still the same (SPEC P27). Those that stand there now are given it: their last version was tabled before a procedure ended.
 */
export class ReturnedVersions1795710000000 implements MigrationInterface {
  readonly name = 'ReturnedVersions1795710000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      UPDATE package p SET package_hash = v.package_hash
      FROM version v
      WHERE p.state = 'drafting' AND v.package = p.id AND v.revision = p.revision
        AND EXISTS (
          SELECT 1 FROM formal_act closed
          WHERE closed.package = p.id AND closed.type = 'procedure.closed'
            AND closed.sequence > (
              SELECT max(tabled.sequence) FROM formal_act tabled
              WHERE tabled.package = p.id AND tabled.type = 'version.tabled'))`);
  }

  /** Forward only (STYLE §4.15). */
  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}
