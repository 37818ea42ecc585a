import { grantToApp } from '@entente/nest-platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS = [
  // Each join reads the newest of a person's ids.
  `CREATE INDEX client_binding_newest ON client_binding (package, person, delegation, since DESC, client)`,
  `DROP INDEX client_binding_holder`,
  `CREATE INDEX client_binding_since ON client_binding (since, package, client)`,
  // An id's first row in a document begins at clock 0, and there are few of them.
  `CREATE INDEX document_update_first ON document_update (client) WHERE clock_from = 0`,
  // A row with the structs of several ids names the lease it was sent under: its first byte, the number of ids, says so.
  `CREATE INDEX document_update_several ON document_update (author, received_at) WHERE bytes >= '\\x02'::bytea`,
  // Only its holder's rows can have an id's structs, and none from before it was bound: of a row of several ids that is all that is asked.
  `CREATE FUNCTION client_wrote(bound client_binding) RETURNS boolean LANGUAGE sql STABLE AS $$
     SELECT EXISTS (
         SELECT FROM document_update u JOIN document d ON d.id = u.document
         WHERE u.client = bound.client AND u.clock_from = 0 AND d.package = bound.package)
       OR EXISTS (
         SELECT FROM document_update u JOIN document d ON d.id = u.document
         WHERE u.author = bound.person AND u.received_at >= bound.since AND u.bytes >= '\\x02'::bytea
           AND d.package = bound.package) $$`,
  // Whoever has a connection may send what was typed under any of their ids.
  `CREATE FUNCTION client_unused(bound client_binding) RETURNS boolean LANGUAGE sql VOLATILE AS $$
     SELECT bound.since < clock_timestamp() - interval '90 days'
       AND NOT EXISTS (
         SELECT FROM client_hold h JOIN client_binding b ON b.package = h.package AND b.client = h.client
         WHERE b.package = bound.package AND b.person = bound.person AND b.delegation = bound.delegation)
       AND NOT client_wrote(bound) $$`,
  `CREATE FUNCTION refuse_to_forget() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN
       IF client_unused(OLD) THEN RETURN OLD; END IF;
       RAISE EXCEPTION 'client id % is, or may be, in the record', OLD.client USING ERRCODE = '42501';
     END $$`,
  `DROP TRIGGER append_only_rows ON client_binding`,
  `CREATE TRIGGER append_only_rows BEFORE UPDATE ON client_binding FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
  `CREATE TRIGGER forgotten_when_unused BEFORE DELETE ON client_binding FOR EACH ROW EXECUTE FUNCTION refuse_to_forget()`,
  `ALTER TABLE client_binding ENABLE ALWAYS TRIGGER append_only_rows`,
  `ALTER TABLE client_binding ENABLE ALWAYS TRIGGER forgotten_when_unused`,
  // Under the lock no connection comes to hold an id; each statement sees what was committed before it.
  `CREATE FUNCTION forget_clients(packages uuid[], clients bigint[]) RETURNS int LANGUAGE plpgsql VOLATILE AS $$
     DECLARE forgotten int;
     BEGIN
       LOCK TABLE client_hold IN SHARE ROW EXCLUSIVE MODE;
       DELETE FROM client_binding b
         WHERE (b.package, b.client) IN (SELECT * FROM unnest(packages, clients)) AND client_unused(b);
       GET DIAGNOSTICS forgotten = ROW_COUNT;
       RETURN forgotten;
     END $$`,
];

/** Client ids that never wrote may be forgotten, and the database itself refuses to forget any other (S181, S182). */
export class ForgetUnusedClients1795600200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
    await grantToApp(runner, 'client_binding', ['DELETE']);
  }

  /** Forward only (STYLE §4.15). */
  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}
