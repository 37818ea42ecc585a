/** Alternating trials; enough for the median to stand still on a busy machine. */
const TRIALS = 60;

/** Milliseconds between the medians of two questions that are asked in turn. */
export async function medianDifference(
  one: () => Promise<unknown>,
  other: () => Promise<unknown>,
): Promise<number> {
  const times: [number[], number[]] = [[], []];
  for (let trial = 0; trial < TRIALS; trial += 1) {
    times[0].push(await timeOf(one));
    times[1].push(await timeOf(other));
  }
  return Math.abs(median(times[0]) - median(times[1]));
}

async function timeOf(question: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await question();
  return performance.now() - start;
}

function median(times: readonly number[]): number {
  const sorted = times.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
