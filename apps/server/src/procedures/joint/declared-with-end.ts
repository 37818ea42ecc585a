import { withJointlyDeclared, type Procedure as Core, type ProcedureEvent } from '@entente/consensus';
import { IsNull, type EntityManager } from 'typeorm';
import type { ProcedureRow } from '../procedure.table.js';
import { JointDeclarationTable } from './joint-declaration.table.js';
import { jointOf, openJoints } from './joint-store.js';

/** The events of an end, with what is open for joining declared by those who joined (SPEC R244). Other events stay as they are. */
export async function declaredWithEnd(
  {
    manager,
    row,
    core,
  }: { readonly manager: EntityManager; readonly row: ProcedureRow; readonly core: Core | null },
  events: readonly ProcedureEvent[],
): Promise<readonly ProcedureEvent[]> {
  if (core === null || !events.some(({ type }) => type === 'closed')) return events;
  const open = await openJoints(manager, row.id);
  if (open.length === 0) return events;
  await manager.update(JointDeclarationTable, { procedure: row.id, ended: IsNull() }, { ended: 'declared' });
  return withJointlyDeclared(core, events, open.map(jointOf));
}
