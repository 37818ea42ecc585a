import { assertNever, type DelegationCode } from '@entente/kernel';
import type { Member, RuleId } from './procedure.js';

/** Where a member stands when it is counted. `absent`: has said nothing. */
export type Stance = 'in_favour' | 'against' | 'abstain' | 'abstain_constructive' | 'absent';

/** A set of members by head and by weight. */
export interface Tally {
  readonly partners: readonly DelegationCode[];
  readonly members: number;
  readonly weight: number;
}

/** One condition of the rule, and whether it holds on this count. */
export type TestName =
  'nobody_against' | 'nobody_absent' | 'somebody_in_favour' | 'constructive_below_one_third';

/** The whole arithmetic of one count. `full`: the membership; `electorate`: those of it that participate. */
export interface Count {
  readonly rule: RuleId;
  readonly adopted: boolean;
  readonly tests: readonly { readonly test: TestName; readonly holds: boolean }[];
  readonly full: Tally;
  readonly electorate: Tally;
  readonly stances: Readonly<Record<Stance, Tally>>;
}

/**
 * Counts one rule (SPEC R1 to R4). A member of the electorate without a stance is absent; a stance of anybody else counts nowhere.
 * The sums of weights are exact: opening refuses terms whose weights exceed the safe integers.
 */
export function count(
  rule: RuleId,
  members: readonly Member[],
  stances: ReadonlyMap<DelegationCode, Stance>,
): Count {
  const full = newSum();
  const electorate = newSum();
  const sums = {
    in_favour: newSum(),
    against: newSum(),
    abstain: newSum(),
    abstain_constructive: newSum(),
    absent: newSum(),
  };
  for (const member of members) {
    add(full, member);
    if (!member.participates) continue;
    add(electorate, member);
    add(sums[stances.get(member.partner) ?? 'absent'], member);
  }
  const tests = testsOf(rule, { full, stances: sums });
  const adopted = tests.every((test) => test.holds);
  return { rule, adopted, tests, full, electorate, stances: sums };
}

function testsOf(rule: RuleId, { full, stances }: Pick<Count, 'full' | 'stances'>): Count['tests'] {
  switch (rule) {
    case 'UNANIMITY_ABST':
      return [
        { test: 'nobody_against', holds: stances.against.members === 0 },
        { test: 'nobody_absent', holds: stances.absent.members === 0 },
        { test: 'somebody_in_favour', holds: stances.in_favour.members >= 1 },
        {
          test: 'constructive_below_one_third',
          holds: !isOneThird(stances.abstain_constructive, full),
        },
      ];
    default:
      return assertNever(rule);
  }
}

/** TEU 31(1): both limbs, a third of the members that comprise a third of the weight, of the full membership. */
function isOneThird(part: Tally, full: Tally): boolean {
  // Three times a weight can leave the safe integers; percentages would round (DOMAIN §1.3.2).
  return 3 * part.members >= full.members && 3n * BigInt(part.weight) >= BigInt(full.weight);
}

interface Sum {
  readonly partners: DelegationCode[];
  members: number;
  weight: number;
}

const newSum = (): Sum => ({ partners: [], members: 0, weight: 0 });

function add(sum: Sum, { partner, weight }: Member): void {
  sum.partners.push(partner);
  sum.members += 1;
  sum.weight += weight;
}
