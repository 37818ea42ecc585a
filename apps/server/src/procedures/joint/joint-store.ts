import type { JointDeclaration } from '@entente/consensus';
import { instant, type ProcedureId } from '@entente/kernel';
import { In, IsNull, type EntityManager } from 'typeorm';
import {
  JoinTable,
  JointDeclarationTable,
  type JointDeclarationRow,
  type JoinRow,
} from './joint-declaration.table.js';

/** A joint declaration as it is stored. */
export interface StoredJoint {
  readonly row: JointDeclarationRow;
  /** In the order in which they joined. */
  readonly joins: readonly JoinRow[];
}

/** Those of a procedure that are open for joining, the oldest first. */
export async function openJoints(manager: EntityManager, procedure: ProcedureId): Promise<StoredJoint[]> {
  const where = { procedure, ended: IsNull() };
  return withJoins(
    manager,
    await manager.find(JointDeclarationTable, { where, order: { at: 'ASC', id: 'ASC' } }),
  );
}

export async function storedJoint(
  manager: EntityManager,
  procedure: ProcedureId,
  id: string,
): Promise<StoredJoint | undefined> {
  const row = await manager.findOneBy(JointDeclarationTable, { id, procedure });
  return row === null ? undefined : (await withJoins(manager, [row]))[0];
}

/** As the core knows it. */
export function jointOf({ row, joins }: StoredJoint): JointDeclaration {
  const { id, kind, text, answers, named } = row;
  const joined = joins.map(({ partner, person, mandate, at }) => ({
    partner,
    person,
    mandate,
    at: instant(at.getTime()),
  }));
  return { id, kind, text, answers, named, joined };
}

async function withJoins(
  manager: EntityManager,
  rows: readonly JointDeclarationRow[],
): Promise<StoredJoint[]> {
  if (rows.length === 0) return [];
  const joins = await manager.find(JoinTable, {
    where: { declaration: In(rows.map(({ id }) => id)) },
    order: { at: 'ASC' },
  });
  return rows.map((row) => {
    const own = joins.filter(({ declaration }) => declaration === row.id);
    const order = (join: JoinRow): number => (join.partner === row.named[0] ? 0 : 1);
    return { row, joins: own.toSorted((one, other) => order(one) - order(other)) };
  });
}
