/** Conditions that rules are made of. */
export type TestName =
  | 'electorate'
  | 'quorum'
  | 'nobody_against'
  | 'nobody_absent'
  | 'somebody_in_favour'
  | 'constructive_members_below_third'
  | 'constructive_weight_below_third'
  | 'all_in_favour'
  | 'no_objection'
  | 'excluded_within_k'
  | 'share_of_members'
  | 'share_of_weight'
  | 'no_blocking_minority'
  | 'nine_votes'
  | 'no_veto'
  | 'share_of_cast'
  | 'more_than_against'
  | 'not_all_against'
  | 'launchable_targets'
  | 'parts_adopted';

export type Unit = 'members' | 'weight' | 'targets' | 'parts';

/** One condition of a rule with its whole numbers (SPEC R38). */
export interface Test {
  readonly test: TestName;
  readonly unit: Unit;
  /** Whether `have` must reach `need` or must not pass it. */
  readonly sense: 'at_least' | 'at_most';
  readonly have: number;
  readonly need: number;
  /** How far it is from turning: from 0 where it holds, below 0 where it does not. */
  readonly margin: number;
  readonly holds: boolean;
  /** Does not hold and need not: its alternative holds. */
  readonly excused: boolean;
}

type Sides = Pick<Test, 'have' | 'need'>;

export function atLeast(test: TestName, unit: Unit, { have, need }: Sides): Test {
  const holds = have >= need;
  return { test, unit, sense: 'at_least', have, need, margin: have - need, holds, excused: false };
}

export function atMost(test: TestName, unit: Unit, { have, need }: Sides): Test {
  const holds = have <= need;
  return { test, unit, sense: 'at_most', have, need, margin: need - have, holds, excused: false };
}

/** Two conditions of which one is enough: the one that fails beside one that holds is excused. */
export function either(one: Test, other: Test): readonly [Test, Test] {
  if (one.holds === other.holds) return [one, other];
  return one.holds ? [one, { ...other, excused: true }] : [{ ...one, excused: true }, other];
}

export const passes = (test: Test): boolean => test.holds || test.excused;

/** The least whole number that is at least `num`/`den` of `whole`; exact beyond 2^53 (SPEC R4). */
export function leastShare(num: number, den: number, whole: number): number {
  return floorShare(num, den, { whole, add: den - 1 });
}

/** The least whole number that is more than `num`/`den` of `whole`. */
export function moreThanShare(num: number, den: number, whole: number): number {
  return floorShare(num, den, { whole, add: den });
}

function floorShare(num: number, den: number, { whole, add }: { whole: number; add: number }): number {
  const product = num * whole + add;
  // Below 2^53 doubles are exact; a product that had to be rounded is never below.
  if (Number.isSafeInteger(product)) return (product - (product % den)) / den;
  return Number((BigInt(num) * BigInt(whole) + BigInt(add)) / BigInt(den));
}
