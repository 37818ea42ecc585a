/**
 * Pairs the children of two lists that stand for the same node: equal keys in ascending order, as many as possible
 * (the longest increasing run), so that a provision keeps its Yjs element while others come, go or move around it.
 * `null` keys match nothing. The answer ascends in both indices.
 */
export function matchChildren(
  before: readonly (string | null)[],
  after: readonly (string | null)[],
): [number, number][] {
  const places = new Map<string, number[]>();
  before.forEach((key, index) => {
    if (key !== null) places.set(key, [...(places.get(key) ?? []), index]);
  });
  const pairs: [number, number][] = [];
  after.forEach((key, index) => {
    const place = key === null ? undefined : places.get(key)?.shift();
    if (place !== undefined) pairs.push([place, index]);
  });
  return ascending(pairs);
}

/** The longest subsequence whose first members ascend; the second ones ascend already. Patience sorting, n log n. */
function ascending(pairs: readonly [number, number][]): [number, number][] {
  const tails: number[] = [];
  const previous: number[] = [];
  pairs.forEach(([place], index) => {
    const pile = firstPileAtLeast(tails, pairs, place);
    previous[index] = pile === 0 ? -1 : (tails[pile - 1] ?? -1);
    tails[pile] = index;
  });
  const chain: [number, number][] = [];
  for (let index = tails.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) {
    const pair = pairs[index];
    if (pair !== undefined) chain.push(pair);
  }
  return chain.reverse();
}

function firstPileAtLeast(
  tails: readonly number[],
  pairs: readonly [number, number][],
  place: number,
): number {
  let low = 0;
  let high = tails.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const tail = pairs[tails[middle] ?? 0];
    if (tail !== undefined && tail[0] < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A stretch of both lists between two matched children. */
export interface Gap {
  readonly before: readonly [from: number, to: number];
  readonly after: readonly [from: number, to: number];
}

/** The stretches around and between `pairs`, first to last, one more than there are pairs; some are empty. */
export function gapsBetween(
  pairs: readonly [number, number][],
  beforeLength: number,
  afterLength: number,
): Gap[] {
  let before = 0;
  let after = 0;
  const gaps: Gap[] = [];
  for (const [b, a] of [...pairs, [beforeLength, afterLength] as const]) {
    gaps.push({ before: [before, b], after: [after, a] });
    before = b + 1;
    after = a + 1;
  }
  return gaps;
}
