import { evolveAll, isDerogation, type Procedure as Core } from '@entente/consensus';
import type { PackageId, ProcedureId } from '@entente/kernel';
import { In, type EntityManager } from 'typeorm';
import { EventTable, type EventRow } from './event.table.js';
import { ProcedureTable, type ProcedureRow } from './procedure.table.js';

/** A procedure as it is stored: its row, its events in order, and what they come to. */
export interface Stored {
  readonly row: ProcedureRow;
  readonly events: readonly EventRow[];
  readonly core: Core;
}

export async function storedProcedure(manager: EntityManager, id: ProcedureId): Promise<Stored | undefined> {
  const row = await manager.findOneBy(ProcedureTable, { id });
  if (row === null) return undefined;
  const events = await manager.find(EventTable, { where: { procedure: id }, order: { sequence: 'ASC' } });
  return storedFrom(row, events);
}

/** Those that decided on a package, newest first; its derogations are apart. */
export async function storedOfPackage(
  manager: EntityManager,
  packageId: PackageId,
): Promise<readonly Stored[]> {
  return (await allOfPackage(manager, packageId)).filter(({ row }) => !isDerogation(row.terms));
}

/** The same with its derogations, in two statements. */
export async function allOfPackage(manager: EntityManager, packageId: PackageId): Promise<readonly Stored[]> {
  const rows = await manager.find(ProcedureTable, { where: { package: packageId } });
  const events = await manager.find(EventTable, {
    where: { procedure: In(rows.map((row) => row.id)) },
    order: { procedure: 'ASC', sequence: 'ASC' },
  });
  return rows
    .map((row) =>
      storedFrom(
        row,
        events.filter((event) => event.procedure === row.id),
      ),
    )
    .toSorted((one, other) => recordOf(other) - recordOf(one));
}

/** The place of its first event in the package's record: the order in which procedures were made. */
const recordOf = ({ events }: Stored): number => events[0]?.record ?? 0;

function storedFrom(row: ProcedureRow, events: readonly EventRow[]): Stored {
  const core = evolveAll(
    null,
    events.map((event) => event.body),
  );
  if (core === null) throw new Error(`the procedure ${row.id} has no event`);
  return { row, events, core };
}
