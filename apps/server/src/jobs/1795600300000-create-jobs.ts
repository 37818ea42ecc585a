import { grantSchemaToApp } from '@entente/nest-platform';
import { getConstructionPlans } from 'pg-boss';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { JOBS_SCHEMA, QUEUES } from './queues.js';

/** What of the library's plan controls its own transaction: this migration runs inside one already. */
const TRANSACTION = /^\s*(?:BEGIN|COMMIT|SET LOCAL [^;]*);\s*$/gm;

/**
 * The tables of pg-boss in a schema of their own, and the queues that this server uses. The running process reads and writes jobs;
 * it makes no table. The plan is the one of the installed version: a version with other tables brings a migration that alters them
 * where they are older, and finds nothing to do on a fresh database.
 */
export class CreateJobs1795600300000 implements MigrationInterface {
  readonly name = 'CreateJobs1795600300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(getConstructionPlans(JOBS_SCHEMA).replaceAll(TRANSACTION, ''));
    for (const queue of Object.values(QUEUES)) {
      await runner.query(`SELECT ${JOBS_SCHEMA}.create_queue($1, $2::jsonb)`, [
        queue,
        JSON.stringify({ policy: 'standard', retryLimit: 0 }),
      ]);
    }
    await grantSchemaToApp(runner, JOBS_SCHEMA);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP SCHEMA ${JOBS_SCHEMA} CASCADE`);
  }
}
