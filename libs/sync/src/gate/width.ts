import type { Item } from 'yjs';
import { COLLECTED, type List } from './references.js';

/** A gap in a list of the document: after `offset` of the left item, before `offset` of the right one. */
export interface Gap {
  readonly left: { readonly item: Item; readonly offset: number } | null;
  readonly right: { readonly item: Item; readonly offset: number } | null;
}

export const OUT_OF_ORDER = -1;

/**
 * Items of the document between the two sides of the gap; OUT_OF_ORDER where the right side does not follow the left,
 * more than `most` where it was given up.
 */
export function widthOf(gap: Gap, list: List, most: number): number {
  const { left, right } = gap;
  if (left === null) {
    const first = firstOf(list, most);
    return first === FAR ? most + 1 : walk({ first, start: 0, right }, most);
  }
  if (right !== null && left.item === right.item) return widthWithin(left.offset, right.offset);
  // What follows within the left item becomes an item of its own.
  const start = left.offset < left.item.length - 1 ? 1 : 0;
  return walk({ first: left.item.right, start, right }, most);
}

function widthWithin(left: number, right: number): number {
  if (right <= left) return OUT_OF_ORDER;
  return right - left === 1 ? 0 : 1;
}

function walk(
  { first, start, right }: { first: Item | null; start: number; right: Gap['right'] },
  most: number,
): number {
  const last = right?.item ?? null;
  let width = start;
  for (let next = first; next !== last; next = next.right) {
    if (next === null) return OUT_OF_ORDER;
    width += 1;
    if (width > most) return width;
  }
  return right !== null && right.offset > 0 ? width + 1 : width;
}

/** So far from the last value of a key that Yjs may not be made to go there. */
export const FAR = Symbol('far');

/** The first item of a list, living or not; of the values of a key, where it is not more than `most` away from the last. */
export function firstOf(list: List, most: number): Item | null | typeof FAR {
  if (list === COLLECTED || typeof list.type === 'number') return null;
  if (list.key === null) return list.type._start;
  let first = list.type._map.get(list.key) ?? null;
  for (let passed = 0; first !== null && first.left !== null; passed += 1) {
    if (passed >= most) return FAR;
    first = first.left;
  }
  return first;
}
