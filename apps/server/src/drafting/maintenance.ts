import type { MaintenancePause, MaintenanceTarget } from '@entente/contracts';
import { err, instant, ok, type DocumentId, type PackageId, type Result } from '@entente/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { LiveEditing } from './live-editing.js';
import { managerQuery, type Query } from './query.js';

const WHOLE_SYSTEM = '00000000-0000-0000-0000-000000000000';

/** Any number that nothing else locks: shared by acts on a text that must not meet a cut-over half-way, held alone by a cut-over. */
const LOCK = 1_795_500_600;

const DOCUMENTS = {
  document: 'd.id = $1::uuid',
  package: 'd.package = $1::uuid',
  system: `$1::uuid = '${WHOLE_SYSTEM}'`,
} as const;

interface PauseRow {
  readonly target: string;
  readonly scope: MaintenancePause['scope'];
  readonly by: string;
  readonly since: number;
}

/** What a cut-over, or its end, would change. `covered`: documents that stay as they are for another pause. */
export interface MaintenanceEffect {
  readonly documents: number;
  readonly packages: number;
  readonly covered: number;
}

/**
 * Read-only for maintenance: a document, a package or the whole system. The log asks `document.paused` in the statement that
 * records, so nothing is recorded after a cut-over is committed, on whichever process (S113, S114).
 */
@Injectable()
export class Maintenance {
  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(LiveEditing) private readonly editing: LiveEditing,
  ) {}

  async pauses(): Promise<MaintenancePause[]> {
    const rows = await this.editing.query<PauseRow>({
      name: 'maintenance-list',
      text: `SELECT target, scope, by_person AS by, round(extract(epoch FROM since) * 1000)::float8 AS since
        FROM maintenance ORDER BY since, target`,
      values: [],
    });
    return rows.map(({ target, scope, by, since }) => ({
      scope,
      target: scope === 'system' ? null : target,
      by,
      since: instant(since),
    }));
  }

  /** What `set` would change at this moment; changes nothing. */
  async preview(
    { scope, ...target }: MaintenanceTarget,
    isOn: boolean,
  ): Promise<Result<MaintenanceEffect, 'NOT_FOUND'>> {
    const [row] = await this.editing.query<MaintenanceEffect & { all: number }>({
      name: `maintenance-preview-${scope}`,
      text: `SELECT count(*)::int AS all,
          count(*) FILTER (WHERE NOT other AND paused <> $2::boolean)::int AS documents,
          count(DISTINCT package) FILTER (WHERE NOT other AND paused <> $2::boolean)::int AS packages,
          count(*) FILTER (WHERE other)::int AS covered
        FROM (SELECT d.package, d.paused, EXISTS (SELECT FROM maintenance m
            WHERE m.target <> $1::uuid AND (m.scope = 'system' OR m.target = d.id OR m.target = d.package)) AS other
          FROM document d WHERE ${DOCUMENTS[scope]}) AS document`,
      values: ['id' in target ? target.id : WHOLE_SYSTEM, isOn],
    });
    if (row === undefined || (row.all === 0 && scope !== 'system')) return err('NOT_FOUND');
    const { documents, packages, covered } = row;
    return ok({ documents, packages, covered });
  }

  /**
   * Begins or ends one pause; what another pause covers stays read-only. Answers how many documents it changed, once that is
   * committed and the rooms of this process have read it.
   */
  async set(target: MaintenanceTarget, isOn: boolean, by: string): Promise<Result<number, 'NOT_FOUND'>> {
    const { scope } = target;
    const id = target.scope === 'system' ? WHOLE_SYSTEM : target.id;
    const changed = await this.database.transaction(async (manager) => {
      await manager.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
      const query = managerQuery(manager);
      const documents = await lockDocuments(query, scope, id);
      if (documents === 0 && scope !== 'system') return undefined;
      await note(query, { scope, id, by, isOn });
      return follow(query, scope, id);
    });
    if (changed === undefined) return err('NOT_FOUND');
    await this.#announce(scope, changed);
    return ok(changed.length);
  }

  /**
   * Is anything of the package read-only; `null`: is the whole system? Holds until the end of the transaction: no cut-over begins
   * before that.
   */
  async covers(manager: EntityManager, packageId: PackageId | null): Promise<boolean> {
    await manager.query('SELECT pg_advisory_xact_lock_shared($1)', [LOCK]);
    const [row] = await managerQuery(manager)<{ paused: boolean }>({
      name: 'maintenance-covers',
      text: `SELECT EXISTS (SELECT FROM maintenance WHERE scope = 'system' OR target = $1::uuid
        OR target IN (SELECT id FROM document WHERE package = $1::uuid)) AS paused`,
      values: [packageId],
    });
    return row?.paused === true;
  }

  /** Other processes hear of each document; of a whole system they learn by comparing with the log, within the poll's time. */
  async #announce(scope: MaintenanceTarget['scope'], changed: readonly DocumentId[]): Promise<void> {
    const { engine } = this.editing;
    const here = new Set(engine.inventory().map(({ document }) => document));
    const told = scope === 'system' ? changed.filter((document) => here.has(document)) : changed;
    await Promise.all(told.map(async (document) => engine.documentChanged(document)));
  }
}

/** In the order of ids, as flights lock them; answers how many there are. */
async function lockDocuments(query: Query, scope: MaintenanceTarget['scope'], id: string): Promise<number> {
  const rows = await query({
    name: `maintenance-lock-${scope}`,
    text: `SELECT d.id FROM document d WHERE ${DOCUMENTS[scope]} ORDER BY d.id FOR UPDATE`,
    values: [id],
  });
  return rows.length;
}

async function note(
  query: Query,
  pause: { scope: MaintenanceTarget['scope']; id: string; by: string; isOn: boolean },
): Promise<void> {
  const { scope, id, by, isOn } = pause;
  if (isOn) {
    await query({
      name: 'maintenance-begin',
      text: 'INSERT INTO maintenance (target, scope, by_person) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      values: [id, scope, by],
    });
    return;
  }
  await query({
    name: 'maintenance-end',
    text: 'WITH ended AS (DELETE FROM maintenance WHERE target = $1 RETURNING 1) SELECT count(*) FROM ended',
    values: [id],
  });
}

/** Makes `document.paused` what the pauses say; answers the documents for which that was new. */
async function follow(query: Query, scope: MaintenanceTarget['scope'], id: string): Promise<DocumentId[]> {
  const rows = await query<{ id: DocumentId }>({
    name: `maintenance-follow-${scope}`,
    text: `WITH now AS (
        SELECT d.id, EXISTS (SELECT FROM maintenance m
          WHERE m.scope = 'system' OR m.target = d.id OR m.target = d.package) AS paused
        FROM document d WHERE ${DOCUMENTS[scope]}
      ), changed AS (
        UPDATE document d SET paused = now.paused FROM now
        WHERE d.id = now.id AND d.paused <> now.paused RETURNING d.id)
      SELECT id FROM changed`,
    values: [id],
  });
  return rows.map((row) => row.id);
}
