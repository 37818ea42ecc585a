import type { Item } from 'yjs';
import { COLLECTED, type List } from './references.js';

/** A gap in a list of the document: after `offset` of the left item, before `offset` of the right one. */
export interface Gap {
  readonly left: { readonly item: Item; readonly offset: number } | null;
  readonly right: { readonly item: Item; readonly offset: number } | null;
}

/** Items that Yjs may have to pass to place one struct (SECURITY §4.2.2 L2). */
export const MAX_WIDTH = 1_000;

export const OUT_OF_ORDER = -1;

/**
 * Items of the document between the two sides of the gap; OUT_OF_ORDER where the right side does not follow the left,
 * more than MAX_WIDTH where it was given up.
 */
export function widthOf(gap: Gap, list: List): number {
  const { left, right } = gap;
  if (left !== null && right !== null && left.item === right.item) {
    if (right.offset <= left.offset) return OUT_OF_ORDER;
    return right.offset - left.offset === 1 ? 0 : 1;
  }
  let width = left !== null && left.offset < left.item.length - 1 ? 1 : 0;
  let next = left === null ? firstOf(list) : left.item.right;
  while (next !== null && width <= MAX_WIDTH) {
    if (right !== null && next === right.item) return width + (right.offset > 0 ? 1 : 0);
    width += 1;
    next = next.right;
  }
  return right !== null && width <= MAX_WIDTH ? OUT_OF_ORDER : width;
}

function firstOf(list: List): Item | null {
  if (list === COLLECTED || typeof list.type === 'number') return null;
  if (list.key === null) return list.type._start;
  let first = list.type._map.get(list.key) ?? null;
  while (first !== null && first.left !== null) first = first.left;
  return first;
}
