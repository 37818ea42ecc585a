import { grantToApp, makeAppendOnly } from '@entente/nest-platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Packages, their numbers, the record of formal acts, and frozen versions with their bytes. */
export class Packages1795400000000 implements MigrationInterface {
  readonly name = 'Packages1795400000000';

  async up(runner: QueryRunner): Promise<void> {
    await createPackages(runner);
    await createRecord(runner);
    await createVersions(runner);
    await grantToApp(runner, 'package_number', ['SELECT', 'INSERT', 'UPDATE (last)']);
    // Number, title, parties and origin of a package are given once; only its state and the end of its record move.
    await grantToApp(runner, 'package', [
      'SELECT',
      'INSERT',
      'UPDATE (state, revision, package_hash, procedure, record_head, record_hash, record_at)',
    ]);
    for (const table of ['formal_act', 'version', 'canonical_bytes']) {
      await grantToApp(runner, table, ['SELECT', 'INSERT']);
      await makeAppendOnly(runner, table);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['version', 'canonical_bytes', 'formal_act', 'package', 'package_number']) {
      await runner.query(`DROP TABLE ${table}`);
    }
  }
}

async function createPackages(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE package_number (
      year int NOT NULL,
      last int NOT NULL,
      CONSTRAINT package_number_pk PRIMARY KEY (year)
    )`);
  await runner.query(`
    CREATE TABLE package (
      id uuid NOT NULL,
      sequence int NOT NULL,
      year int NOT NULL,
      title text NOT NULL,
      state text NOT NULL,
      revision int NOT NULL,
      package_hash text,
      procedure uuid,
      parties text[] NOT NULL,
      structure uuid NOT NULL,
      created_by uuid NOT NULL,
      created_by_name text NOT NULL,
      created_for text NOT NULL,
      created_at timestamptz(3) NOT NULL,
      record_head int NOT NULL,
      record_hash text NOT NULL,
      record_at timestamptz(3) NOT NULL,
      CONSTRAINT package_pk PRIMARY KEY (id),
      CONSTRAINT package_number_once UNIQUE (year, sequence),
      CONSTRAINT package_state CHECK (state IN ('drafting', 'frozen', 'decision', 'adopted', 'published'))
    )`);
}

async function createRecord(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE formal_act (
      package uuid NOT NULL,
      sequence int NOT NULL,
      type text NOT NULL,
      person uuid NOT NULL,
      name text NOT NULL,
      delegation text NOT NULL,
      mandate uuid,
      package_hash text,
      at timestamptz(3) NOT NULL,
      body text NOT NULL,
      previous text NOT NULL,
      hash text NOT NULL,
      CONSTRAINT formal_act_pk PRIMARY KEY (package, sequence),
      CONSTRAINT formal_act_hash UNIQUE (hash)
    )`);
  // Gapless and chained, whoever inserts: the row before must be there, end where this one begins, and not be later.
  await runner.query(`
    CREATE FUNCTION refuse_gap_in_record() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NEW.sequence <> 1 AND NOT EXISTS (
        SELECT 1 FROM formal_act
        WHERE package = NEW.package AND sequence = NEW.sequence - 1 AND hash = NEW.previous AND at <= NEW.at
      ) THEN
        RAISE EXCEPTION 'act % does not follow from the record', NEW.sequence USING ERRCODE = '23514';
      END IF;
      RETURN NEW;
    END $$`);
  await runner.query(`
    CREATE TRIGGER formal_act_follows BEFORE INSERT ON formal_act
    FOR EACH ROW EXECUTE FUNCTION refuse_gap_in_record()`);
  await runner.query('ALTER TABLE formal_act ENABLE ALWAYS TRIGGER formal_act_follows');
}

async function createVersions(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE canonical_bytes (
      text_hash text NOT NULL,
      bytes bytea NOT NULL,
      CONSTRAINT canonical_bytes_pk PRIMARY KEY (text_hash),
      CONSTRAINT canonical_bytes_address CHECK (text_hash = 'sha256:' || encode(sha256(bytes), 'hex'))
    )`);
  await runner.query(`
    CREATE TABLE version (
      package uuid NOT NULL,
      revision int NOT NULL,
      text_hash text NOT NULL,
      package_hash text NOT NULL,
      provisions jsonb NOT NULL,
      annexes jsonb NOT NULL,
      tabled_by uuid NOT NULL,
      tabled_by_name text NOT NULL,
      tabled_for text NOT NULL,
      tabled_at timestamptz(3) NOT NULL,
      CONSTRAINT version_pk PRIMARY KEY (package, revision)
    )`);
}
