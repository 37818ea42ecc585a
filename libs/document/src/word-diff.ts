/** A stretch of words that stayed, came or went. */
export interface WordRun {
  readonly op: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** More differences than this between two provisions are shown as one text replaced by the other. */
const MAX_EDITS = 600;

/** Words, stretches of space and single other signs; together they are the text again. */
function tokensOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{N}\p{M}]+)*|\s+|[^]/gu) ?? [];
}

/** For each number of edits, the furthest place reached on each diagonal (Myers, "An O(ND) difference algorithm", 1986). */
function furthestReaches(a: readonly string[], b: readonly string[]): Map<number, number>[] | null {
  const trace: Map<number, number>[] = [];
  let reach = new Map([[1, 0]]);
  for (let edits = 0; edits <= Math.min(a.length + b.length, MAX_EDITS); edits += 1) {
    const next = new Map<number, number>();
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const x = slide(a, b, startOn(diagonal, edits, reach), diagonal);
      next.set(diagonal, x);
      if (x >= a.length && x - diagonal >= b.length) return [...trace, next];
    }
    trace.push(next);
    reach = next;
  }
  return null;
}

const at = (reach: ReadonlyMap<number, number>, diagonal: number): number => reach.get(diagonal) ?? -1;

function isInsertion(diagonal: number, edits: number, reach: ReadonlyMap<number, number>): boolean {
  if (diagonal === -edits) return true;
  return diagonal !== edits && at(reach, diagonal - 1) < at(reach, diagonal + 1);
}

function startOn(diagonal: number, edits: number, reach: ReadonlyMap<number, number>): number {
  return isInsertion(diagonal, edits, reach) ? at(reach, diagonal + 1) : at(reach, diagonal - 1) + 1;
}

function slide(a: readonly string[], b: readonly string[], from: number, diagonal: number): number {
  let x = from;
  while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x += 1;
  return x;
}

/** Walks the trace back from the end; the steps come out last first. */
function stepsBack(
  a: readonly string[],
  b: readonly string[],
  trace: readonly Map<number, number>[],
): WordRun[] {
  const steps: WordRun[] = [];
  let x = a.length;
  let y = b.length;
  const back = (to: number): void => {
    for (; x > to; x -= 1, y -= 1) steps.push({ op: 'same', text: a[x - 1] ?? '' });
  };
  for (let edits = trace.length - 1; edits > 0; edits -= 1) {
    const reach = trace[edits - 1] ?? new Map<number, number>();
    const inserted = isInsertion(x - y, edits, reach);
    const start = startOn(x - y, edits, reach);
    back(start);
    if (inserted) steps.push({ op: 'added', text: b[(y -= 1)] ?? '' });
    else steps.push({ op: 'removed', text: a[(x -= 1)] ?? '' });
  }
  back(0);
  return steps;
}

function merge(runs: readonly WordRun[]): WordRun[] {
  const merged: WordRun[] = [];
  for (const run of runs) {
    const last = merged.at(-1);
    if (run.text === '') continue;
    if (last?.op === run.op) merged[merged.length - 1] = { op: run.op, text: last.text + run.text };
    else merged.push(run);
  }
  return merged;
}

/** What changed between two texts, by words. The runs without `added` are `before`, those without `removed` are `after`. */
export function wordDiff(before: string, after: string): WordRun[] {
  const a = tokensOf(before);
  const b = tokensOf(after);
  const trace = furthestReaches(a, b);
  if (trace === null) {
    return merge([
      { op: 'removed', text: before },
      { op: 'added', text: after },
    ]);
  }
  return merge(stepsBack(a, b, trace).reverse());
}
