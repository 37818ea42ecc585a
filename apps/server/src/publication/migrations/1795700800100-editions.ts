import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A package of which a part is adopted is published in editions: the first, then an amendment each time another entry ends adopted. The
 * database asks of every edition that a procedure adopted at least a part on this hash, and that its number follows the last one's.
 */
export class Editions1795700800100 implements MigrationInterface {
  readonly name = 'Editions1795700800100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE publication ADD COLUMN edition int NOT NULL DEFAULT 1');
    await runner.query(`
      ALTER TABLE publication
        ALTER COLUMN edition DROP DEFAULT,
        DROP CONSTRAINT publication_pk,
        ADD CONSTRAINT publication_pk PRIMARY KEY (package, edition)`);
    // A row is never updated: the column is computed for those that are there, and is a plain one from then on.
    await runner.query(`
      ALTER TABLE publication ADD COLUMN file_hash text
        GENERATED ALWAYS AS ('sha256:' || encode(sha256(file), 'hex')) STORED`);
    await runner.query(`
      ALTER TABLE publication
        ALTER COLUMN file_hash DROP EXPRESSION,
        ALTER COLUMN file_hash SET NOT NULL,
        ADD CONSTRAINT publication_file_hash CHECK (file_hash = 'sha256:' || encode(sha256(file), 'hex'))`);
    await runner.query(`
      CREATE OR REPLACE FUNCTION require_adoption() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NOT EXISTS (
          SELECT 1 FROM procedure
          WHERE id = NEW.procedure AND package = NEW.package AND revision = NEW.revision
            AND package_hash = NEW.package_hash AND state IN ('adopted', 'part_adopted')
        ) THEN
          RAISE EXCEPTION 'package % was not adopted on this hash', NEW.package USING ERRCODE = '23514';
        END IF;
        IF NEW.edition <> 1 + (SELECT count(*) FROM publication WHERE package = NEW.package) THEN
          RAISE EXCEPTION 'edition % of package % does not follow the last', NEW.edition, NEW.package
            USING ERRCODE = '23514';
        END IF;
        RETURN NEW;
      END $$`);
  }

  /** Forward only (STYLE §4.15). */
  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}
