import type { ID, Item } from 'yjs';
import type { List } from './references.js';
import { FAR, firstOf, type Gap } from './width.js';

/**
 * Does the gap hold anything that whoever named its two sides must have seen? An author names neighbours that stand
 * side by side, so what they knew cannot be in between: what the right side was typed after, what the left side was
 * typed before, and earlier words of the same hands. Undo and redo may do so honestly; where it happens, Yjs no
 * longer promises one order for all (SECURITY §4.2.2 L3, §8.1).
 */
export function contradicts(gap: Gap, list: List, client: number): boolean {
  const { left, right } = gap;
  // The right side begins inside an item: its own first part is in the gap.
  if (right !== null && right.offset > 0) return true;
  const seen = [right?.item.origin ?? null, left?.item.rightOrigin ?? null];
  if (left !== null && within(left.item, seen[0] ?? null, left.offset + 1)) return true;
  return itemsIn(gap, list).some(
    (item) =>
      item.id.client === client ||
      isEarlier(item.id, left) ||
      isEarlier(item.id, right) ||
      holdsAny(item, seen),
  );
}

/** No more than are allowed: the width was looked at before. */
function itemsIn({ left, right }: Gap, list: List): Item[] {
  const items: Item[] = [];
  const end = right?.item ?? null;
  let item = left === null ? firstOf(list, Infinity) : left.item.right;
  for (; item !== null && item !== FAR && item !== end; item = item.right) items.push(item);
  return items;
}

function holdsAny(item: Item, ids: readonly (Pick<ID, 'client' | 'clock'> | null)[]): boolean {
  return ids.some((id) => within(item, id, 0));
}

/** Words of the same hands as one side of the gap, from before it. */
function isEarlier(id: ID, side: Gap['left']): boolean {
  return side !== null && id.client === side.item.id.client && id.clock < side.item.id.clock;
}

function within(item: Item, id: Pick<ID, 'client' | 'clock'> | null, from: number): boolean {
  if (id === null || id.client !== item.id.client) return false;
  return id.clock >= item.id.clock + from && id.clock < item.id.clock + item.length;
}
