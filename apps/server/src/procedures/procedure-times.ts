import { instant, type Instant, type PackageId, type ProcedureId } from '@entente/kernel';
import type { EntityManager } from 'typeorm';

/** Kind of advisory lock: no other feature uses it with an id of a procedure. */
const LOCK = 2;

/** What a message is judged by. */
export interface Stamp {
  readonly receivedAt: Instant;
  /** The next legal instant of the procedure as it stood when the stamp was given; null: none. */
  readonly nextInstant: Instant | null;
  readonly packageId: PackageId;
}

/**
 * Stamps a message on a procedure, once, by the database's clock in whole milliseconds, never before the procedure's last stamp. It is
 * given under a shared lock that lasts until the transaction ends; closing takes the same lock for itself alone. So a message
 * that was stamped in time is committed before the count, however long its commit takes, and one that comes while the procedure
 * closes is stamped afterwards (SPEC R150, R151). Undefined: there is no such procedure.
 */
export async function stampMessage(
  manager: EntityManager,
  procedure: ProcedureId,
): Promise<Stamp | undefined> {
  await manager.query('SELECT pg_advisory_xact_lock_shared(hashtextextended($1, $2))', [procedure, LOCK]);
  return readClock(manager, procedure);
}

/** The procedure for oneself alone until the transaction ends: every message stamped before is committed. */
export async function stampClosing(
  manager: EntityManager,
  procedure: ProcedureId,
): Promise<Stamp | undefined> {
  await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, $2))', [procedure, LOCK]);
  return readClock(manager, procedure);
}

/** A statement of its own: it sees what was committed while the lock was waited for. */
async function readClock(manager: EntityManager, procedure: ProcedureId): Promise<Stamp | undefined> {
  const rows: { now: Date; next: Date | null; package: PackageId }[] = await manager.query(
    'SELECT greatest(entente_now(), last_at) AS now, next_instant AS next, package FROM procedure WHERE id = $1',
    [procedure],
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  return {
    receivedAt: instant(row.now.getTime()),
    nextInstant: row.next === null ? null : instant(row.next.getTime()),
    packageId: row.package,
  };
}
