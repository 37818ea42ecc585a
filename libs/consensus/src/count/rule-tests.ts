import type { SingleRule } from '../rule/rule.js';
import type { Sums } from './tally.js';
import { atLeast, atMost, either, leastShare, moreThanShare, type Test } from './test.js';

type TestsOf<R> = (rule: R, sums: Sums) => readonly Test[];

/** The conditions of each rule, DOMAIN §1.3.2 row by row. `F`, `A`, `C`, `X`, `N` of that table are tallies here. */
const TESTS: { readonly [Id in SingleRule['id']]: TestsOf<Extract<SingleRule, { id: Id }>> } = {
  UNANIMITY_STRICT: (_rule, { stances, electorate }) => [
    atLeast('all_in_favour', 'members', { have: stances.in_favour.members, need: electorate.members }),
  ],
  UNANIMITY_ABST: (_rule, { stances, full }) => [
    none('nobody_against', stances.against.members),
    none('nobody_absent', stances.absent.members),
    atLeast('somebody_in_favour', 'members', { have: stances.in_favour.members, need: 1 }),
    ...constructiveBelowThird(stances.abstain_constructive, full),
  ],
  CONSENSUS: (_rule, { stances }) => [none('no_objection', stances.against.members)],
  CONSENSUS_MINUS_K: ({ k, excluded }, { stances }) => {
    const out = new Set(excluded.map(({ partner }) => partner));
    return [
      none('no_objection', stances.against.partners.filter((partner) => !out.has(partner)).length),
      atMost('excluded_within_k', 'members', { have: out.size, need: k }),
    ];
  },
  QMV_55_65: (_rule, sums) => [shareOfMembers(55, 100, sums), ...weightOrRescue(sums)],
  QMV_72_65: ({ rescue }, sums) => [
    shareOfMembers(72, 100, sums),
    ...(rescue === true ? weightOrRescue(sums) : [shareOfWeight(65, 100, sums)]),
  ],
  UNSC_SUBSTANTIVE: (_rule, sums) => [nineVotes(sums), none('no_veto', vetoesOf(sums))],
  UNSC_PROCEDURAL: (_rule, sums) => [nineVotes(sums)],
  TWO_THIRDS_MEMBERS: (_rule, sums) => [shareOfMembers(2, 3, sums)],
  TWO_THIRDS_CAST: (_rule, { stances: { in_favour: favour, against } }) => [
    // At least one: no vote cast adopts nothing.
    atLeast('share_of_cast', 'members', {
      have: favour.members,
      need: Math.max(1, leastShare(2, 3, favour.members + against.members)),
    }),
  ],
  SIMPLE_MAJORITY_MEMBERS: (_rule, { stances, electorate }) => [
    atLeast('share_of_members', 'members', {
      have: stances.in_favour.members,
      need: moreThanShare(1, 2, electorate.members),
    }),
  ],
  SIMPLE_MAJORITY_CAST: (_rule, { stances }) => [
    atLeast('more_than_against', 'members', {
      have: stances.in_favour.members,
      need: stances.against.members + 1,
    }),
  ],
  WEIGHTED: ({ num, den }, sums) => [atLeastOne(shareOfWeight(num, den, sums))],
  REVERSE_CONSENSUS: (_rule, { stances, electorate }) => [
    atMost('not_all_against', 'members', { have: stances.against.members, need: electorate.members - 1 }),
  ],
};

/** The conditions of a rule on these sums; quorum and electorate are not among them. */
export function testsOf(rule: SingleRule, sums: Sums): readonly Test[] {
  // The table pairs each id with its own rule; TypeScript cannot follow the pair through an index.
  const tests = TESTS[rule.id] as TestsOf<SingleRule>;
  return tests(rule, sums);
}

const none = (test: Test['test'], have: number): Test => atMost(test, 'members', { have, need: 0 });

const nineVotes = ({ stances }: Sums): Test =>
  atLeast('nine_votes', 'members', { have: stances.in_favour.members, need: 9 });

function shareOfMembers(num: number, den: number, { stances, electorate }: Sums): Test {
  const need = leastShare(num, den, electorate.members);
  return atLeast('share_of_members', 'members', { have: stances.in_favour.members, need });
}

function shareOfWeight(num: number, den: number, { stances, electorate }: Sums): Test {
  const need = leastShare(num, den, electorate.weight);
  return atLeast('share_of_weight', 'weight', { have: stances.in_favour.weight, need });
}

/** Nobody's weight adopts nothing, whatever the share of an electorate that weighs nothing. */
const atLeastOne = ({ test, unit, have, need }: Test): Test =>
  atLeast(test, unit, { have, need: Math.max(1, need) });

/** TEU 31(1): a third of the members *comprising* a third of the weight, of the full membership; one limb alone is none. */
function constructiveBelowThird(part: Sums['full'], full: Sums['full']): readonly [Test, Test] {
  return either(
    atMost('constructive_members_below_third', 'members', {
      have: part.members,
      need: leastShare(1, 3, full.members) - 1,
    }),
    atMost('constructive_weight_below_third', 'weight', {
      have: part.weight,
      need: leastShare(1, 3, full.weight) - 1,
    }),
  );
}

/** TEU 16(4): 65 % of the weight, or too few not in favour to be a blocking minority. */
function weightOrRescue(sums: Sums): readonly [Test, Test] {
  const { stances, electorate } = sums;
  return either(
    shareOfWeight(65, 100, sums),
    atMost('no_blocking_minority', 'members', {
      have: electorate.members - stances.in_favour.members,
      need: leastBlockingMinority(sums) - 1,
    }),
  );
}

/**
 * Members that a blocking minority needs (DOMAIN §1.3.2): four where all participate, otherwise one more than the fewest that
 * weigh more than 35 % of the electorate (TFEU 238(3)(a)).
 */
function leastBlockingMinority({ electorate, full, seats }: Sums): number {
  if (electorate.members === full.members) return 4;
  const need = moreThanShare(35, 100, electorate.weight);
  const weights = seats.map(({ member }) => member.weight).sort((a, b) => b - a);
  let sum = 0;
  let fewest = 0;
  while (sum < need && fewest < weights.length) {
    sum += weights[fewest] ?? 0;
    fewest += 1;
  }
  return 1 + fewest;
}

const vetoesOf = ({ seats }: Sums): number =>
  seats.filter(({ member, stance }) => stance === 'against' && member.permanent === true).length;
