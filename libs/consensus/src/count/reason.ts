import { passes, type Test, type TestName } from './test.js';

/** Why something is not adopted. */
export const REASONS = [
  'empty_electorate',
  'quorum_not_met',
  'votes_against',
  'absent_member',
  'nobody_in_favour',
  'constructive_third_third',
  'not_all_in_favour',
  'objection',
  'excluded_more_than_k',
  'insufficient_members',
  'insufficient_weight',
  'blocking_minority',
  'insufficient_votes',
  'veto',
  'tie',
  'all_against',
  'too_few_targets',
  'part_not_adopted',
] as const;
export type Reason = (typeof REASONS)[number];

/** What else the record says of a count. `blocking_minority_not_reached`: adopted although the weight falls short. */
export const NOTES = ['blocking_minority_not_reached', 'obligatory_abstention'] as const;
export type Note = (typeof NOTES)[number];

const REASON_OF: Readonly<Record<TestName, Reason>> = {
  electorate: 'empty_electorate',
  quorum: 'quorum_not_met',
  nobody_against: 'votes_against',
  nobody_absent: 'absent_member',
  somebody_in_favour: 'nobody_in_favour',
  constructive_members_below_third: 'constructive_third_third',
  constructive_weight_below_third: 'constructive_third_third',
  all_in_favour: 'not_all_in_favour',
  no_objection: 'objection',
  excluded_within_k: 'excluded_more_than_k',
  share_of_members: 'insufficient_members',
  share_of_weight: 'insufficient_weight',
  no_blocking_minority: 'blocking_minority',
  nine_votes: 'insufficient_votes',
  no_veto: 'veto',
  share_of_cast: 'insufficient_votes',
  more_than_against: 'insufficient_votes',
  not_all_against: 'all_against',
  launchable_targets: 'too_few_targets',
  parts_adopted: 'part_not_adopted',
};

/** The reasons of the tests that neither hold nor are excused, each once, in the order of the tests. */
export function reasonsOf(tests: readonly Test[]): readonly Reason[] {
  const failed = tests.filter((test) => !passes(test));
  return [...new Set(failed.map((test) => (isTie(test) ? 'tie' : REASON_OF[test.test])))];
}

// `need` is one more than the votes against; as many in favour is a tie, and no vote at all is none.
const isTie = ({ test, have, need }: Test): boolean =>
  test === 'more_than_against' && have > 0 && have === need - 1;

/** Notes of a count; `obliged`: members of the electorate that must abstain. */
export function notesOf({ tests, obliged }: { tests: readonly Test[]; obliged: number }): readonly Note[] {
  const notes: Note[] = [];
  const weight = tests.find(({ test }) => test === 'share_of_weight');
  if (weight?.excused === true && tests.every(passes)) notes.push('blocking_minority_not_reached');
  if (obliged > 0) notes.push('obligatory_abstention');
  return notes;
}
