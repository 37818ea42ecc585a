import { ContentString, Item, type Transaction } from 'yjs';
import type { Part } from './batch.js';
import { cell, NONE, STRUCT, type StructTable } from './struct-table.js';

/** In a struct's first byte: it names the key within its parent. */
const HAS_KEY = 0x20;

export function hasKey(table: StructTable, at: number): boolean {
  return (cell(table.info, at) & HAS_KEY) !== 0;
}

/**
 * Whether the bytes that came are, byte for byte, what Yjs would write of what they did, so that nobody has to write them again
 * (S166). Asked where nothing in them was known before. Two shapes are judged, a run of words at one place and one stretch removed, which
 * are nearly all that is typed; the scan has let only the shortest form of every number and well-formed text through. What Yjs
 * writes of anything else is not guessed at.
 */
export function isVerbatim(part: Part, table: StructTable): boolean {
  if (table.count === 0) return table.deletes === 1 && isOneRemoval(part, table);
  return table.count === 1 && table.deletes === 0 && isOneRun(part, table);
}

/** The same of a transaction that did nothing else. */
export function isWholeVerbatim(transaction: Transaction, table: StructTable): boolean {
  if (!isVerbatim(transaction, table)) return false;
  return table.count > 0 || isSameState(transaction.beforeState, transaction.afterState);
}

function isSameState(before: ReadonlyMap<number, number>, after: ReadonlyMap<number, number>): boolean {
  if (before.size !== after.size) return false;
  for (const [client, clock] of after) if (before.get(client) !== clock) return false;
  return true;
}

function isOneRemoval({ deleteSet }: Part, table: StructTable): boolean {
  const [client, clock, length] = [table.deleteClient[0], table.deleteClock[0], table.deleteLength[0]];
  const ranges = client === undefined ? undefined : deleteSet.clients.get(client);
  const [only] = ranges ?? [];
  if (deleteSet.clients.size !== 1 || ranges?.length !== 1 || only === undefined) return false;
  return only.clock === clock && only.len === length;
}

function isOneRun({ deleteSet, doc }: Part, table: StructTable): boolean {
  if (deleteSet.clients.size > 0 || cell(table.kind, 0) !== STRUCT.string) return false;
  if (hasKey(table, 0)) return false;
  // Without a neighbour the parent is spelled out; with one it is not.
  if (cell(table.originClient, 0) === NONE && cell(table.rightClient, 0) === NONE) return false;
  const item = doc.store.clients.get(cell(table.client, 0))?.at(-1);
  return item instanceof Item && isThatRun(item, table);
}

/** The item as it was integrated, before Yjs merges it with its left neighbour: written from its own clock on, that makes no difference. */
function isThatRun(item: Item, table: StructTable): boolean {
  if (item.id.clock !== cell(table.clock, 0) || item.length !== cell(table.length, 0)) return false;
  if (item.deleted || item.parentSub !== null || !(item.content instanceof ContentString)) return false;
  return (
    isId(item.origin, cell(table.originClient, 0), cell(table.originClock, 0)) &&
    isId(item.rightOrigin, cell(table.rightClient, 0), cell(table.rightClock, 0))
  );
}

function isId(id: Item['origin'], client: number, clock: number): boolean {
  return id === null ? client === NONE : id.client === client && id.clock === clock;
}
