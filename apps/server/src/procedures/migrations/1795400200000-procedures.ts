import { grantToApp, makeAppendOnly } from '@entente/nest-platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Procedures with their frozen terms, and the acts of partners. */
export class Procedures1795400200000 implements MigrationInterface {
  readonly name = 'Procedures1795400200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE procedure (
        id uuid NOT NULL,
        package uuid NOT NULL,
        revision int NOT NULL,
        package_hash text NOT NULL,
        rule text NOT NULL,
        state text NOT NULL,
        terms jsonb NOT NULL,
        names jsonb NOT NULL,
        electorate_hash text NOT NULL,
        opened_at timestamptz(3) NOT NULL,
        closed_at timestamptz(3),
        CONSTRAINT procedure_pk PRIMARY KEY (id),
        CONSTRAINT procedure_state CHECK (state IN ('open', 'adopted', 'broken', 'not_adopted', 'withdrawn')),
        CONSTRAINT procedure_closed CHECK ((state = 'open') = (closed_at IS NULL))
      )`);
    await runner.query('CREATE INDEX procedure_of_package ON procedure (package)');
    await runner.query(`CREATE UNIQUE INDEX procedure_open_once ON procedure (package) WHERE state = 'open'`);
    await createActs(runner);
    await closeOnce(runner);
    await grantToApp(runner, 'procedure', ['SELECT', 'INSERT', 'UPDATE (state, closed_at)']);
    await grantToApp(runner, 'procedure_act', ['SELECT', 'INSERT']);
    await makeAppendOnly(runner, 'procedure_act');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE procedure_act');
    await runner.query('DROP TABLE procedure');
    await runner.query('DROP FUNCTION refuse_reopening()');
  }
}

async function createActs(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE procedure_act (
      procedure uuid NOT NULL,
      sequence int NOT NULL,
      partner text NOT NULL,
      act text NOT NULL,
      reason text NOT NULL,
      package_hash text NOT NULL,
      person uuid NOT NULL,
      name text NOT NULL,
      mandate uuid NOT NULL,
      nonce uuid NOT NULL,
      at timestamptz(3) NOT NULL,
      CONSTRAINT procedure_act_pk PRIMARY KEY (procedure, sequence),
      CONSTRAINT procedure_act_nonce UNIQUE (procedure, nonce),
      CONSTRAINT procedure_act_kind CHECK (act IN ('agree', 'object', 'abstain', 'abstain_constructive'))
    )`);
}

/** A closed procedure is history: it opens no more, turns into nothing else, and goes nowhere. */
async function closeOnce(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE FUNCTION refuse_reopening() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'DELETE' OR OLD.state <> 'open' OR (OLD.id, OLD.package, OLD.package_hash, OLD.terms::text)
        IS DISTINCT FROM (NEW.id, NEW.package, NEW.package_hash, NEW.terms::text) THEN
        RAISE EXCEPTION 'a procedure keeps its terms, and its end' USING ERRCODE = '42501';
      END IF;
      RETURN NEW;
    END $$`);
  await runner.query(`
    CREATE TRIGGER procedure_ends_once BEFORE UPDATE OR DELETE ON procedure
    FOR EACH ROW EXECUTE FUNCTION refuse_reopening()`);
  await runner.query('ALTER TABLE procedure ENABLE ALWAYS TRIGGER procedure_ends_once');
}
