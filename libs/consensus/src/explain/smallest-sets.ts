/**
 * One way to stop adoption: a set whose harms together reach `need`, of at least `least` members. `harms` are whole numbers from 1,
 * one a candidate.
 */
export interface Alternative<T> {
  readonly candidates: readonly { readonly of: T; readonly harm: number }[];
  readonly need: number;
  readonly least: number;
}

export interface SmallestSets<T> {
  /** Size of each set; null where no set does it. */
  readonly size: number | null;
  readonly sets: readonly (readonly T[])[];
  /** Whether `sets` holds all of that size. */
  readonly complete: boolean;
}

/**
 * All sets of the smallest size that any of the alternatives allows, up to `limit` of them, heaviest first; each set in the order of
 * `all` (SPEC R44).
 */
export function smallestSets<T>(
  all: readonly T[],
  alternatives: readonly Alternative<T>[],
  limit: number,
): SmallestSets<T> {
  const sized = alternatives.map((alternative) => sorted(alternative));
  const sizes = sized.map(leastSize).filter((size) => size !== null);
  if (sizes.length === 0) return { size: null, sets: [], complete: true };
  const size = Math.min(...sizes);
  const found = new Map<string, readonly T[]>();
  const order = new Map(all.map((one, index) => [one, index]));
  const place = (one: T): number => order.get(one) ?? 0;
  let complete = true;
  for (const alternative of sized) {
    if (leastSize(alternative) !== size) continue;
    complete = list(alternative, size, (set) => {
      const ordered = set.toSorted((a, b) => place(a) - place(b));
      const key = ordered.map(place).join();
      if (found.size === limit && !found.has(key)) return false;
      found.set(key, ordered);
      return true;
    });
    if (!complete) break;
  }
  return { size, sets: [...found.values()], complete };
}

interface Sorted<T> extends Alternative<T> {
  /** Sums of the first harms: `sums[i]` of the heaviest `i`. */
  readonly sums: readonly number[];
}

function sorted<T>({ candidates, need, least }: Alternative<T>): Sorted<T> {
  const heaviest = candidates.toSorted((a, b) => b.harm - a.harm);
  const sums = [0];
  for (const { harm } of heaviest) sums.push((sums.at(-1) ?? 0) + harm);
  return { candidates: heaviest, need, least, sums };
}

function leastSize<T>({ candidates, need, least, sums }: Sorted<T>): number | null {
  const reached = sums.findIndex((sum) => sum >= need);
  const size = Math.max(reached, least);
  return reached < 0 || size > candidates.length ? null : size;
}

/**
 * Tells every set of that size whose harms reach the need. It follows only beginnings that some set completes, so that its work
 * is that of the sets it tells. False where the listener had enough.
 */
function list<T>(
  { candidates, need, sums }: Sorted<T>,
  size: number,
  tell: (set: readonly T[]) => boolean,
): boolean {
  const chosen: T[] = [];
  const follow = (from: number, sum: number): boolean => {
    const open = size - chosen.length;
    if (open === 0) return tell(chosen.slice());
    for (let at = from; at + open <= candidates.length; at += 1) {
      const best = sum + (sums[at + open] ?? 0) - (sums[at] ?? 0);
      // Those after it are no heavier: none of them completes it either.
      if (best < need) break;
      const candidate = candidates[at];
      if (candidate === undefined) break;
      chosen.push(candidate.of);
      const more = follow(at + 1, sum + candidate.harm);
      chosen.pop();
      if (!more) return false;
    }
    return true;
  };
  return follow(0, 0);
}
