import { grantToApp, makeAppendOnly } from '@entente/nest-platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Published packages. Whatever code path inserts one, the database asks for the procedure that adopted this package on this
 * hash (PEER-FAILURES, MISP #10690: a blocking workflow did not block publication).
 */
export class Publications1795400400000 implements MigrationInterface {
  readonly name = 'Publications1795400400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE publication (
        package uuid NOT NULL,
        slug text NOT NULL,
        number text NOT NULL,
        title text NOT NULL,
        revision int NOT NULL,
        package_hash text NOT NULL,
        procedure uuid NOT NULL,
        file bytea NOT NULL,
        published_by uuid NOT NULL,
        published_at timestamptz(3) NOT NULL,
        CONSTRAINT publication_pk PRIMARY KEY (package),
        CONSTRAINT publication_slug UNIQUE (slug)
      )`);
    await runner.query(`
      CREATE FUNCTION require_adoption() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NOT EXISTS (
          SELECT 1 FROM procedure
          WHERE id = NEW.procedure AND package = NEW.package AND revision = NEW.revision
            AND package_hash = NEW.package_hash AND state = 'adopted'
        ) THEN
          RAISE EXCEPTION 'package % was not adopted on this hash', NEW.package USING ERRCODE = '23514';
        END IF;
        RETURN NEW;
      END $$`);
    await runner.query(`
      CREATE TRIGGER publication_was_adopted BEFORE INSERT ON publication
      FOR EACH ROW EXECUTE FUNCTION require_adoption()`);
    await runner.query('ALTER TABLE publication ENABLE ALWAYS TRIGGER publication_was_adopted');
    await grantToApp(runner, 'publication', ['SELECT', 'INSERT']);
    await makeAppendOnly(runner, 'publication');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE publication');
    await runner.query('DROP FUNCTION require_adoption()');
  }
}
