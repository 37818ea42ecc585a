import { grantToApp } from '@entente/nest-platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  // The server processes of this installation, each with the last time it was heard of.
  `CREATE TABLE server_node (
     id uuid PRIMARY KEY,
     started_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
     seen_at timestamptz(3) NOT NULL DEFAULT clock_timestamp())`,
  // Client ids that live connections hold, so that two never hold one; gone with the process that has them.
  `CREATE TABLE client_hold (
     package uuid NOT NULL,
     client bigint NOT NULL,
     node uuid NOT NULL REFERENCES server_node (id) ON DELETE CASCADE,
     PRIMARY KEY (package, client))`,
  `CREATE INDEX client_hold_node ON client_hold (node)`,
];

export class CreateNodes1795500100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of TABLES) await runner.query(statement);
    await grantToApp(runner, 'server_node', ['SELECT', 'INSERT', 'UPDATE (seen_at)', 'DELETE']);
    await grantToApp(runner, 'client_hold', ['SELECT', 'INSERT', 'UPDATE (node)', 'DELETE']);
  }

  /** Forward only (STYLE §4.15). */
  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}
