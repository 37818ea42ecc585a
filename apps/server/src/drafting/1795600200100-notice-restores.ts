import { grantToApp, makeAppendOnly } from '@entente/nest-platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS = [
  // Cluster, timeline of its write-ahead log, database, and table: at least one is another after a dump is read back, after a recovery to a
  // point in time, and after a standby was promoted. An upgrade in place changes the first too, and costs an epoch.
  `CREATE FUNCTION store_identity() RETURNS text LANGUAGE sql VOLATILE SET search_path = public, pg_temp AS $$
     SELECT concat_ws('/', (pg_control_system()).system_identifier,
       substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8),
       (SELECT oid FROM pg_database WHERE datname = current_database()), 'store_epoch'::regclass::oid) $$`,
  `ALTER TABLE store_epoch ADD COLUMN store text`,
  `UPDATE store_epoch SET store = store_identity()`,
  `ALTER TABLE store_epoch ALTER COLUMN store SET NOT NULL`,
  // restored: the store is another one. behind: it is the same, and had been further. told: an administrator said so.
  `CREATE TABLE store_epoch_end (
     epoch uuid PRIMARY KEY,
     reason text NOT NULL CHECK (reason IN ('restored', 'behind', 'told')),
     by_person uuid,
     ended_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
     CHECK ((by_person IS NULL) = (reason <> 'told')))`,
  // With the owner's rights: the running server may begin another epoch, and can never choose one or go back to one.
  `CREATE FUNCTION end_epoch(reason text, by_person uuid) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
     SET search_path = public, pg_temp AS $$
     BEGIN
       PERFORM FROM store_epoch FOR UPDATE;
       INSERT INTO store_epoch_end (epoch, reason, by_person) SELECT epoch, end_epoch.reason, end_epoch.by_person FROM store_epoch;
       UPDATE store_epoch SET epoch = gen_random_uuid(), since = clock_timestamp(), store = store_identity();
     END $$`,
  // What this process saw last of an epoch: a log that ends before that, in the same epoch, has gone back.
  `CREATE FUNCTION why_epoch_ends(seen_epoch uuid, seen_end pg_lsn) RETURNS text LANGUAGE sql VOLATILE AS $$
     SELECT CASE WHEN store <> store_identity() THEN 'restored'
                 WHEN epoch = seen_epoch AND pg_current_wal_flush_lsn() < seen_end THEN 'behind' END
     FROM store_epoch $$`,
  `CREATE FUNCTION notice_restore(seen_epoch uuid, seen_end pg_lsn)
     RETURNS TABLE (epoch uuid, reason text, log_end pg_lsn) LANGUAGE plpgsql VOLATILE AS $$
     BEGIN
       reason := why_epoch_ends(seen_epoch, seen_end);
       IF reason IS NOT NULL THEN
         -- Of several processes that notice it at once the first one ends it.
         PERFORM pg_advisory_xact_lock(1795600200);
         reason := why_epoch_ends(seen_epoch, seen_end);
         IF reason IS NOT NULL THEN PERFORM end_epoch(reason, NULL); END IF;
       END IF;
       RETURN QUERY SELECT s.epoch, notice_restore.reason, pg_current_wal_flush_lsn() FROM store_epoch s;
     END $$`,
];

/** The store itself tells when it is no longer the one that clients were told of (S183, S184). */
export class NoticeRestores1795600200100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
    await makeAppendOnly(runner, 'store_epoch_end');
    await grantToApp(runner, 'store_epoch_end', ['SELECT']);
  }

  /** Forward only (STYLE §4.15). */
  async down(): Promise<void> {
    await Promise.reject(new Error('migrations go forward only'));
  }
}
