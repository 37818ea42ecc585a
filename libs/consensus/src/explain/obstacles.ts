import type { DelegationCode } from '@entente/kernel';
import { reasonsOf, type Reason } from '../count/reason.js';
import { passes, type TestName, type Unit } from '../count/test.js';
import { questionsOf, type Question } from './question.js';
import type { Place, Situation } from './situation.js';

/** What stands in the way of adoption now: the facts of one sentence. */
export interface Obstacle extends Place {
  readonly reason: Reason;
  /** Who stands in the way: objectors, vetoes, the absent, constructive abstainers; for a threshold, who is not in favour. */
  readonly partners: readonly DelegationCode[];
  /** By how much the test misses, in its unit. */
  readonly short: number;
  readonly unit: Unit;
}

/** The obstacles of every question, in the order of the tests; none where it is adopted as it stands (SPEC R43). */
export function obstaclesOf(situation: Situation): readonly Obstacle[] {
  return questionsOf(situation).flatMap((question) =>
    question.tests
      .filter((test) => !passes(test))
      .flatMap((test) =>
        reasonsOf([test]).map((reason) => ({
          ...question.place,
          reason,
          partners: partnersOf(test.test, question),
          short: -test.margin,
          unit: test.unit,
        })),
      ),
  );
}

type Partners = readonly DelegationCode[];
type PartnersOf = (question: Question) => Partners;

const against: PartnersOf = ({ sums }) => sums.stances.against.partners;
const silent: PartnersOf = ({ sums }) => sums.stances.absent.partners;
const constructive: PartnersOf = ({ sums }) => sums.stances.abstain_constructive.partners;
const notInFavour: PartnersOf = ({ sums }) =>
  sums.seats.filter(({ stance }) => stance !== 'in_favour').map(({ member }) => member.partner);

const PARTNERS: { readonly [T in TestName]?: PartnersOf } = {
  quorum: silent,
  nobody_absent: silent,
  nobody_against: against,
  not_all_against: against,
  more_than_against: against,
  share_of_cast: against,
  constructive_members_below_third: constructive,
  constructive_weight_below_third: constructive,
  no_objection: ({ sums, excluded }) =>
    sums.stances.against.partners.filter((partner) => !excluded.has(partner)),
  excluded_within_k: ({ excluded }) => [...excluded],
  no_veto: ({ sums }) =>
    sums.seats
      .filter(({ member, stance }) => stance === 'against' && member.permanent === true)
      .map(({ member }) => member.partner),
};

const partnersOf = (test: TestName, question: Question): Partners =>
  (PARTNERS[test] ?? notInFavour)(question);
