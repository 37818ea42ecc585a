import { grantToApp, makeAppendOnly } from '@entente/nest-platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Versions of rule books, calendars and tables of weights, and what was done with each. */
export class Books1795600400000 implements MigrationInterface {
  readonly name = 'Books1795600400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE book_version (
        kind text NOT NULL,
        book text NOT NULL,
        version int NOT NULL,
        state text NOT NULL,
        content jsonb NOT NULL,
        hash text NOT NULL,
        copied_book text NOT NULL,
        copied_version int NOT NULL,
        CONSTRAINT book_version_pk PRIMARY KEY (kind, book, version),
        CONSTRAINT book_version_kind CHECK (kind IN ('rulebook', 'calendar', 'weights')),
        CONSTRAINT book_version_state CHECK (state IN ('draft', 'proposed', 'active', 'retired'))
      )`);
    await runner.query(
      `CREATE UNIQUE INDEX book_version_active ON book_version (kind, book) WHERE state = 'active'`,
    );
    await runner.query(`
      CREATE TABLE book_act (
        kind text NOT NULL,
        book text NOT NULL,
        version int NOT NULL,
        sequence int NOT NULL,
        act text NOT NULL,
        hash text NOT NULL,
        person uuid NOT NULL,
        name text NOT NULL,
        mandate uuid NOT NULL,
        at timestamptz(3) NOT NULL,
        CONSTRAINT book_act_pk PRIMARY KEY (kind, book, version, sequence),
        CONSTRAINT book_act_of FOREIGN KEY (kind, book, version) REFERENCES book_version (kind, book, version)
      )`);
    await this.#guard(runner);
    await grantToApp(runner, 'book_version', ['SELECT', 'INSERT', 'UPDATE (state, content, hash)']);
    await grantToApp(runner, 'book_act', ['SELECT', 'INSERT']);
    await makeAppendOnly(runner, 'book_act');
  }

  /** Only a draft is edited; a state leads only where people may take it; nothing is removed. */
  async #guard(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION guard_book_version() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'DELETE' THEN
          RAISE EXCEPTION 'a version of a book stays' USING ERRCODE = '42501';
        END IF;
        IF OLD.state <> 'draft' AND (NEW.content, NEW.hash) IS DISTINCT FROM (OLD.content, OLD.hash) THEN
          RAISE EXCEPTION 'only a draft is edited' USING ERRCODE = '42501';
        END IF;
        IF (NEW.kind, NEW.book, NEW.version, NEW.copied_book, NEW.copied_version)
           IS DISTINCT FROM (OLD.kind, OLD.book, OLD.version, OLD.copied_book, OLD.copied_version) THEN
          RAISE EXCEPTION 'a version keeps its name' USING ERRCODE = '42501';
        END IF;
        IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
          ('draft', 'proposed'), ('proposed', 'draft'), ('proposed', 'active'), ('active', 'retired')
        ) THEN
          RAISE EXCEPTION 'no way from % to %', OLD.state, NEW.state USING ERRCODE = '42501';
        END IF;
        RETURN NEW;
      END $$`);
    await runner.query(`
      CREATE TRIGGER book_version_guard BEFORE UPDATE OR DELETE ON book_version
      FOR EACH ROW EXECUTE FUNCTION guard_book_version()`);
    await runner.query('ALTER TABLE book_version ENABLE ALWAYS TRIGGER book_version_guard');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE book_act');
    await runner.query('DROP TABLE book_version');
    await runner.query('DROP FUNCTION guard_book_version()');
  }
}
