import { grantToApp, makeAppendOnly } from '@entente/nest-platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const PARTITIONS = 8;

const TABLES = [
  // `held`: closed by itself, as agreed. `frozen`: closed with its whole package. `removed`: taken out of the text.
  `CREATE TABLE document (
     id uuid PRIMARY KEY,
     package uuid NOT NULL,
     kind text NOT NULL CHECK (kind IN
       ('title', 'preamble', 'division', 'article', 'annex', 'conclusions', 'structure')),
     head int NOT NULL CHECK (head >= 0),
     chain bytea NOT NULL CHECK (octet_length(chain) = 32),
     last_at timestamptz(3) NOT NULL,
     held boolean NOT NULL DEFAULT false,
     frozen boolean NOT NULL DEFAULT false,
     removed boolean NOT NULL DEFAULT false,
     open boolean NOT NULL GENERATED ALWAYS AS (NOT (held OR frozen OR removed)) STORED)`,
  `CREATE INDEX document_package ON document (package)`,
  `CREATE UNIQUE INDEX document_structure ON document (package) WHERE kind = 'structure'`,
  `CREATE TABLE document_update (
     document uuid NOT NULL REFERENCES document (id),
     seq int NOT NULL CHECK (seq >= 1),
     author uuid NOT NULL,
     delegation text NOT NULL,
     client bigint NOT NULL CHECK (client BETWEEN 0 AND 4294967295),
     clock_from bigint NOT NULL CHECK (clock_from >= 0),
     clock_to bigint NOT NULL CHECK (clock_to >= clock_from),
     bytes bytea NOT NULL,
     chain bytea NOT NULL CHECK (octet_length(chain) = 32),
     received_at timestamptz(3) NOT NULL,
     PRIMARY KEY (document, seq)) PARTITION BY HASH (document)`,
  // A cache: may be emptied at any time.
  `CREATE TABLE document_snapshot (
     document uuid PRIMARY KEY REFERENCES document (id),
     seq int NOT NULL,
     bytes bytea NOT NULL)`,
  // Who holds which Yjs client id, for ever: the key is what makes it unique in a package (SECURITY §4.2.4).
  `CREATE TABLE client_binding (
     package uuid NOT NULL,
     client bigint NOT NULL CHECK (client BETWEEN 1 AND 4294967295),
     person uuid NOT NULL,
     delegation text NOT NULL,
     since timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
     PRIMARY KEY (package, client))`,
  `CREATE INDEX client_binding_holder ON client_binding (package, person, delegation)`,
];

export class CreateDrafting1795395000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of TABLES) await runner.query(statement);
    for (let part = 0; part < PARTITIONS; part += 1) {
      await runner.query(
        `CREATE TABLE document_update_${String(part)} PARTITION OF document_update
         FOR VALUES WITH (MODULUS ${String(PARTITIONS)}, REMAINDER ${String(part)})`,
      );
    }
    await makeAppendOnly(runner, 'document_update');
    await makeAppendOnly(runner, 'client_binding');
    await refuseTruncateOfPartitions(runner);
    await grantToApp(runner, 'document', [
      'SELECT',
      'INSERT',
      'UPDATE (head, chain, last_at, held, frozen, removed)',
    ]);
    await grantToApp(runner, 'document_update', ['SELECT', 'INSERT']);
    await grantToApp(runner, 'document_snapshot', ['SELECT', 'INSERT', 'UPDATE', 'DELETE']);
    await grantToApp(runner, 'client_binding', ['SELECT', 'INSERT']);
  }

  /** Forward only (STYLE §4.15). */
  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}

/** Row triggers of a partitioned table reach its partitions by themselves, triggers on TRUNCATE do not. */
async function refuseTruncateOfPartitions(runner: QueryRunner): Promise<void> {
  for (let part = 0; part < PARTITIONS; part += 1) {
    const table = `document_update_${String(part)}`;
    await runner.query(`CREATE TRIGGER append_only_table BEFORE TRUNCATE ON ${table}
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
    await runner.query(`ALTER TABLE ${table} ENABLE ALWAYS TRIGGER append_only_table`);
  }
}
