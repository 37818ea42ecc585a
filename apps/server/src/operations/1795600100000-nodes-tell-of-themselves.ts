import { grantToApp } from '@entente/nest-platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const CHANGES = [
  // What a process last said of itself; `inventory`, its documents and connections, only while somebody looks; `ending`: connections
  // that it is asked to end. All of it is gone with the row, and that with the process.
  `ALTER TABLE server_node
     ADD COLUMN status jsonb,
     ADD COLUMN inventory jsonb,
     ADD COLUMN listed_at timestamptz(3),
     ADD COLUMN looked_at timestamptz(3),
     ADD COLUMN ending jsonb NOT NULL DEFAULT '[]'`,
  // A process of the version before loses its page Live editing until it is restarted, and nothing else.
  'DROP TABLE node_status',
];

export class NodesTellOfThemselves1795600100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of CHANGES) await runner.query(statement);
    const columns = 'status, inventory, listed_at, looked_at, ending';
    await grantToApp(runner, 'server_node', [`UPDATE (${columns})`]);
  }

  /** Forward only (STYLE §4.15). */
  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}
