import { grantToApp, makeAppendOnly } from '@entente/nest-platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Declarations that are open for joining, and who joined. What becomes of one stands in the procedure's events. */
export class JointDeclarations1795711000002 implements MigrationInterface {
  readonly name = 'JointDeclarations1795711000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE joint_declaration (
        id uuid NOT NULL,
        procedure uuid NOT NULL,
        kind text NOT NULL,
        text text NOT NULL,
        answers text,
        named text[] NOT NULL,
        at timestamptz(3) NOT NULL,
        ended text,
        CONSTRAINT joint_declaration_pk PRIMARY KEY (id),
        CONSTRAINT joint_declaration_ended CHECK (ended IN ('declared', 'taken_back'))
      )`);
    await runner.query('CREATE INDEX joint_declaration_of_procedure ON joint_declaration (procedure)');
    await runner.query(`
      CREATE TABLE joint_declaration_join (
        declaration uuid NOT NULL,
        partner text NOT NULL,
        person uuid NOT NULL,
        name text NOT NULL,
        mandate uuid NOT NULL,
        at timestamptz(3) NOT NULL,
        CONSTRAINT joint_declaration_join_pk PRIMARY KEY (declaration, partner)
      )`);
    await grantToApp(runner, 'joint_declaration', ['SELECT', 'INSERT', 'UPDATE (ended)']);
    await grantToApp(runner, 'joint_declaration_join', ['SELECT', 'INSERT']);
    await makeAppendOnly(runner, 'joint_declaration_join');
  }

  /** Forward only (STYLE §4.15). */
  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}
