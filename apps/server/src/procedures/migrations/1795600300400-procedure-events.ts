import { grantToApp, makeAppendOnly } from '@entente/nest-platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { convertOldProcedures } from './old-procedures.js';

/** Procedures as their events, with what they come to beside them; what stood as acts becomes events. */
export class ProcedureEvents1795600300400 implements MigrationInterface {
  readonly name = 'ProcedureEvents1795600300400';

  async up(runner: QueryRunner): Promise<void> {
    await createEvents(runner);
    await widenProcedures(runner);
    await convertOldProcedures(runner);
    await constrainProcedures(runner);
    await keepTerms(runner);
    await runner.query('DROP TABLE procedure_act');
    for (const table of ['procedure_event', 'procedure_notice']) {
      await grantToApp(runner, table, ['SELECT', 'INSERT']);
      await makeAppendOnly(runner, table);
    }
    await grantToApp(runner, 'procedure', [
      'UPDATE (state, opened_at, closed_at, deadline_at, next_instant, event_head, last_at)',
    ]);
    // What time does stands in the record too, and is nobody's act.
    for (const column of ['person', 'delegation']) {
      await runner.query(`ALTER TABLE formal_act ALTER COLUMN ${column} DROP NOT NULL`);
    }
  }

  /** Forward only (STYLE §4.15). */
  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}

async function createEvents(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE procedure_event (
      procedure uuid NOT NULL,
      sequence int NOT NULL,
      type text NOT NULL,
      body jsonb NOT NULL,
      received_at timestamptz(3) NOT NULL,
      person uuid,
      name text NOT NULL,
      delegation text,
      mandate uuid,
      record int NOT NULL,
      CONSTRAINT procedure_event_pk PRIMARY KEY (procedure, sequence)
    )`);
  await runner.query(`
    CREATE FUNCTION refuse_gap_in_procedure() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NEW.sequence <> 1 AND NOT EXISTS (
        SELECT 1 FROM procedure_event WHERE procedure = NEW.procedure AND sequence = NEW.sequence - 1
      ) THEN
        RAISE EXCEPTION 'event % does not follow from the procedure', NEW.sequence USING ERRCODE = '23514';
      END IF;
      RETURN NEW;
    END $$`);
  await runner.query(`
    CREATE TRIGGER procedure_event_follows BEFORE INSERT ON procedure_event
    FOR EACH ROW EXECUTE FUNCTION refuse_gap_in_procedure()`);
  await runner.query('ALTER TABLE procedure_event ENABLE ALWAYS TRIGGER procedure_event_follows');
  await runner.query(`
    CREATE TABLE procedure_notice (
      procedure uuid NOT NULL,
      delegation text NOT NULL,
      step text NOT NULL,
      nth int NOT NULL,
      at timestamptz(3) NOT NULL,
      person uuid NOT NULL,
      name text NOT NULL,
      reason text NOT NULL,
      until timestamptz(3),
      CONSTRAINT procedure_notice_pk PRIMARY KEY (procedure, delegation, step, nth),
      CONSTRAINT procedure_notice_step CHECK (step IN ('opened', 'acknowledged', 'extension_asked', 'leave_given'))
    )`);
}

async function widenProcedures(runner: QueryRunner): Promise<void> {
  await runner.query('DROP TRIGGER procedure_ends_once ON procedure');
  await runner.query('DROP FUNCTION refuse_reopening()');
  await runner.query('DROP INDEX procedure_open_once');
  await runner.query(`
    ALTER TABLE procedure
      DROP CONSTRAINT procedure_state,
      DROP CONSTRAINT procedure_closed,
      ALTER COLUMN opened_at DROP NOT NULL,
      ADD COLUMN kind text,
      ADD COLUMN terms_hash text,
      ADD COLUMN follows uuid,
      ADD COLUMN deadline_at timestamptz(3),
      ADD COLUMN next_instant timestamptz(3),
      ADD COLUMN event_head int,
      ADD COLUMN last_at timestamptz(3)`);
}

const OPEN = `state IN ('prepared', 'announced', 'open', 'suspended', 'part_adopted')`;

async function constrainProcedures(runner: QueryRunner): Promise<void> {
  await runner.query(`
    ALTER TABLE procedure
      ALTER COLUMN kind SET NOT NULL,
      ALTER COLUMN terms_hash SET NOT NULL,
      ALTER COLUMN event_head SET NOT NULL,
      ALTER COLUMN last_at SET NOT NULL,
      ADD CONSTRAINT procedure_closed CHECK ((${OPEN}) = (closed_at IS NULL))`);
  await runner.query(`CREATE UNIQUE INDEX procedure_open_once ON procedure (package) WHERE ${OPEN}`);
  await runner.query('CREATE INDEX procedure_due ON procedure (next_instant) WHERE next_instant IS NOT NULL');
}

/** What a procedure is bound to stays; its end stays; and its time does not run backwards. */
async function keepTerms(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE FUNCTION refuse_other_terms() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'DELETE'
        OR (OLD.closed_at IS NOT NULL AND (OLD.state, OLD.closed_at) IS DISTINCT FROM (NEW.state, NEW.closed_at))
        OR NEW.event_head < OLD.event_head OR NEW.last_at < OLD.last_at
        OR (OLD.id, OLD.package, OLD.revision, OLD.package_hash, OLD.kind, OLD.rule, OLD.terms::text, OLD.names::text,
            OLD.electorate_hash, OLD.terms_hash, OLD.follows)
          IS DISTINCT FROM (NEW.id, NEW.package, NEW.revision, NEW.package_hash, NEW.kind, NEW.rule, NEW.terms::text,
            NEW.names::text, NEW.electorate_hash, NEW.terms_hash, NEW.follows) THEN
        RAISE EXCEPTION 'a procedure keeps its terms, and its end' USING ERRCODE = '42501';
      END IF;
      RETURN NEW;
    END $$`);
  await runner.query(`
    CREATE TRIGGER procedure_keeps_terms BEFORE UPDATE OR DELETE ON procedure
    FOR EACH ROW EXECUTE FUNCTION refuse_other_terms()`);
  await runner.query('ALTER TABLE procedure ENABLE ALWAYS TRIGGER procedure_keeps_terms');
}
