import { ContentString, type Doc, Item } from 'yjs';
import type { Plan } from './plan.js';
import { eachStruct, structAt } from './store-view.js';
import { cell, NONE, STRUCT, type StructTable } from './struct-table.js';
import { hasKey } from './verbatim.js';

/** More work than this is a transaction of its own, so that what the end of a shared one costs is little and nobody's in particular. */
const MOST_STEPS = 64;

/**
 * Is it of the plainest kind: a run of words at a place that lives, or one stretch of living words removed, and nothing in doubt? Of
 * such an update it is known before it is applied that its row is what came (S166), so that it can be a part of a
 * transaction, of which Yjs would write only the whole.
 */
export function isPlain(doc: Doc, planned: Plan, table: StructTable): boolean {
  if (planned.repeats || planned.suspect || planned.steps > MOST_STEPS) return false;
  if (table.count === 0) return table.deletes === 1 && isLivingStretch(doc, table);
  return table.count === 1 && table.deletes === 0 && isRunAtLivingPlace(doc, table);
}

function isLivingStretch(doc: Doc, table: StructTable): boolean {
  const [client, from] = [cell(table.deleteClient, 0), cell(table.deleteClock, 0)];
  const range = { client, from, to: from + cell(table.deleteLength, 0) };
  return eachStruct(
    doc,
    range,
    (struct) => !struct.deleted && struct instanceof Item && struct.content instanceof ContentString,
  );
}

function isRunAtLivingPlace(doc: Doc, table: StructTable): boolean {
  if (cell(table.kind, 0) !== STRUCT.string || hasKey(table, 0)) return false;
  const left = neighbour(doc, table.originClient, table.originClock);
  const right = neighbour(doc, table.rightClient, table.rightClock);
  if (left === null && right === null) return false;
  return [left, right].every((item) => item === null || isInLivingList(item));
}

function neighbour(
  doc: Doc,
  clients: readonly number[],
  clocks: readonly number[],
): Item | null | 'collected' {
  const client = cell(clients, 0);
  if (client === NONE) return null;
  const struct = structAt(doc, client, cell(clocks, 0));
  return struct instanceof Item ? struct : 'collected';
}

/** What is put into a list that was deleted is deleted at once, and that is not what came. */
function isInLivingList(item: Item | 'collected'): boolean {
  if (item === 'collected' || item.parentSub !== null || item.parent === null) return false;
  return '_item' in item.parent && item.parent._item?.deleted === false;
}
