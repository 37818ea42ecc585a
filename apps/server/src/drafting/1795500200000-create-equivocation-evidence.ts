import { grantToApp, makeAppendOnly } from '@entente/nest-platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLE = `CREATE TABLE equivocation_evidence (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  document uuid NOT NULL REFERENCES document (id),
  -- Who sent it: the person, for which delegation, over which lease.
  person uuid NOT NULL,
  delegation text NOT NULL,
  lease bigint NOT NULL CHECK (lease BETWEEN 1 AND 4294967295),
  -- The clocks that are told twice, and the whole update that tells them differently.
  client bigint NOT NULL CHECK (client BETWEEN 0 AND 4294967295),
  clock_from bigint NOT NULL CHECK (clock_from >= 0),
  clock_to bigint NOT NULL CHECK (clock_to > clock_from),
  bytes bytea NOT NULL,
  -- Where the log has them, and the chain hash of its row log_to.
  log_from int NOT NULL CHECK (log_from >= 1),
  log_to int NOT NULL CHECK (log_to >= log_from),
  log_chain bytea NOT NULL CHECK (octet_length(log_chain) = 32),
  received_at timestamptz(3) NOT NULL DEFAULT clock_timestamp())`;

export class CreateEquivocationEvidence1795500200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLE);
    await runner.query('CREATE INDEX equivocation_evidence_document ON equivocation_evidence (document)');
    await makeAppendOnly(runner, 'equivocation_evidence');
    await grantToApp(runner, 'equivocation_evidence', ['SELECT', 'INSERT']);
  }

  /** Forward only (STYLE §4.15). */
  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}
