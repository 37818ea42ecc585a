import type { Count, Test } from '@entente/consensus';

/** One test of a rule as a bar: lengths as parts of the whole, from 0 to 1. */
export type Bar = {
  readonly test: Test;
  /** Of which composite part, or ''. */
  readonly part: string;
  /** What the bar's end stands for. */
  readonly whole: number;
  readonly filled: number;
  readonly limit: number;
  /** What it would be, where that differs. */
  readonly ghost: number | null;
};

/** The bars of a count; `other`: the count of a *what if* under the same rule, or null. */
export function barsOf(count: Count, other: Count | null, part = ''): readonly Bar[] {
  if ('parts' in count) {
    const others = other !== null && 'parts' in other ? other.parts : [];
    return count.parts.flatMap((one) =>
      barsOf(one.count, others.find(({ name }) => name === one.name)?.count ?? null, one.name),
    );
  }
  return count.tests.map((test, at) => {
    const whole = wholeOf(count, test);
    const changed = other?.tests[at];
    const ghost = changed?.test === test.test && changed.have !== test.have ? changed.have / whole : null;
    return { test, part, whole, filled: test.have / whole, limit: test.need / whole, ghost };
  });
}

function wholeOf(count: Exclude<Count, { parts: unknown }>, { unit, have, need, test }: Test): number {
  const least = Math.max(have, need, 1);
  if (unit === 'targets') return Math.max(least, 'targets' in count ? count.targets.length : 0);
  if (unit === 'parts') return least;
  const of = test.startsWith('constructive_') ? count.full : count.electorate;
  return Math.max(least, unit === 'weight' ? of.weight : of.members);
}
