/** Where in `tails` a number belongs: the first tail that is not smaller. */
function placeFor(tails: readonly number[], value: number, order: readonly number[]): number {
  let low = 0;
  let high = tails.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((order[tails[middle] ?? 0] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Places in `order` of a longest increasing run: what kept its order. The fewest others have to be called moved.
 * `order` holds distinct numbers.
 */
export function longestKeptOrder(order: readonly number[]): Set<number> {
  const tails: number[] = [];
  const previous: number[] = [];
  order.forEach((value, index) => {
    const place = placeFor(tails, value, order);
    previous.push(place > 0 ? (tails[place - 1] ?? -1) : -1);
    tails[place] = index;
  });
  const kept = new Set<number>();
  for (let index = tails.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) kept.add(index);
  return kept;
}
