import { grantToApp, makeAppendOnly } from '@entente/nest-platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The words of corrigenda: the text that each makes of its version is kept from its filing. An edition may now be of such a text, where the
 * corrigendum stands; the database asks for both.
 */
export class CorrectedTexts1795712000000 implements MigrationInterface {
  readonly name = 'CorrectedTexts1795712000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE corrected_text (
        procedure uuid NOT NULL,
        corrigendum uuid NOT NULL,
        package_hash text NOT NULL,
        text_hash text NOT NULL,
        sealed_text text NOT NULL,
        provisions jsonb NOT NULL,
        canonical bytea NOT NULL,
        CONSTRAINT corrected_text_pk PRIMARY KEY (procedure, corrigendum),
        CONSTRAINT corrected_text_address CHECK (text_hash = 'sha256:' || encode(sha256(canonical), 'hex'))
      )`);
    await grantToApp(runner, 'corrected_text', ['SELECT', 'INSERT']);
    await makeAppendOnly(runner, 'corrected_text');
    await runner.query(`
      CREATE OR REPLACE FUNCTION require_adoption() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NOT EXISTS (
          SELECT 1 FROM procedure p
          WHERE p.id = NEW.procedure AND p.package = NEW.package AND p.revision = NEW.revision
            AND p.state IN ('adopted', 'part_adopted')
            AND (
              p.package_hash = NEW.package_hash
              OR EXISTS (
                SELECT 1 FROM corrected_text c
                JOIN procedure_event e ON e.procedure = c.procedure AND e.type = 'corrigendum_stands'
                  AND e.body ->> 'id' = c.corrigendum::text
                WHERE c.procedure = p.id AND c.package_hash = NEW.package_hash
              )
            )
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
