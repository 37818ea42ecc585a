import type { CompositeCount, Count, Test } from '@entente/consensus';

/** One test of a rule as a bar: lengths as parts of the whole, from 0 to 1. */
export type Bar = {
  readonly test: Test;
  /** What the bar's end stands for. */
  readonly whole: number;
  readonly filled: number;
  readonly limit: number;
  /** What it would be, where that differs: the same test of the *what if*, and its length. */
  readonly ghost: { readonly test: Test; readonly filled: number } | null;
};

/** The bars of one count; `other`: that of a *what if* under the same rule, or null. A composite's parts have bars of their own. */
export function barsOf(count: Exclude<Count, CompositeCount>, other: Count | null): readonly Bar[] {
  return count.tests.map((test, at) => {
    const whole = wholeOf(count, test);
    const changed = other?.tests[at];
    const ghost =
      changed?.test === test.test && changed.have !== test.have
        ? { test: changed, filled: changed.have / whole }
        : null;
    return { test, whole, filled: test.have / whole, limit: test.need / whole, ghost };
  });
}

function wholeOf(count: Exclude<Count, CompositeCount>, { unit, have, need, test }: Test): number {
  const least = Math.max(have, need, 1);
  if (unit === 'targets') return Math.max(least, 'targets' in count ? count.targets.length : 0);
  if (unit === 'parts') return least;
  const of = test.startsWith('constructive_') ? count.full : count.electorate;
  return Math.max(least, unit === 'weight' ? of.weight : of.members);
}
