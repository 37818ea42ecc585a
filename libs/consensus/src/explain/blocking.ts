import type { DelegationCode } from '@entente/kernel';
import type { Stances } from '../count/ballot.js';
import { isCounted, type Electorate } from '../count/electorate.js';
import type { Seat, Sums } from '../count/tally.js';
import { passes, type Test, type TestName } from '../count/test.js';
import { questionsOf, type Question } from './question.js';
import { atBest, type Place, type Situation } from './situation.js';
import { smallestSets, type Alternative, type SmallestSets } from './smallest-sets.js';

/** Partners that can stop adoption together, in protocol order, and where: in which part of a composite, on which target of a matrix. */
export interface BlockingSet extends Place {
  readonly partners: readonly DelegationCode[];
}

export interface BlockingSets {
  /** Members of each set; 0: it does not stand as it is; null: nobody can stop it. */
  readonly size: number | null;
  readonly sets: readonly BlockingSet[];
  /** Whether `sets` holds all of that size, or only the first `limit`. */
  readonly complete: boolean;
}

const LIMIT = 1_000;
const NOBODY: ReadonlySet<DelegationCode> = new Set();

/**
 * The smallest sets that could still block: with whoever else is awaited in favour, and whoever else has spoken staying (SPEC R44).
 * A member of a set turns against; one that is awaited may also stay away. Of a matrix: the sets that drop a target.
 */
export function blockingSets(situation: Situation, limit = LIMIT): BlockingSets {
  const { electorate } = situation;
  const now = questionsOf(situation);
  const best = questionsOf(situation, (stances) => atBest(electorate, stances));
  const awaited = now.map(({ stances }) => awaitedIn(electorate, stances));
  return setsOf(best, (index) => awaited[index] ?? NOBODY, limit);
}

/** The smallest sets whose turning breaks it as it stands: nobody else moves, and nobody takes back that it spoke (SPEC R45). */
export function breakingSets(situation: Situation, limit = LIMIT): BlockingSets {
  return setsOf(questionsOf(situation), () => NOBODY, limit);
}

type Sets = SmallestSets<DelegationCode>;
type Alternatives = Alternative<DelegationCode>;

function setsOf(
  questions: readonly Question[],
  awaitedOf: (index: number) => ReadonlySet<DelegationCode>,
  limit: number,
): BlockingSets {
  if (missesTargets(questions)) return { size: 0, sets: [], complete: true };
  const found = questions
    .map((question, index) => ({ question, awaited: awaitedOf(index) }))
    // A target that is not launched as it is: no set drops it.
    .filter(({ question }) => question.matrix === null || question.tests.every(passes))
    .map(({ question, awaited }) => ({ place: question.place, ...setsOfQuestion(question, awaited, limit) }));
  const sizes = found.map(({ size }) => size).filter((size) => size !== null);
  if (sizes.length === 0) return { size: null, sets: [], complete: true };
  const size = Math.min(...sizes);
  const of = found.filter((one) => one.size === size);
  const sets =
    size === 0 ? [] : of.flatMap(({ place, sets: all }) => all.map((partners) => ({ ...place, partners })));
  const complete = sets.length <= limit && of.every((one) => one.complete);
  return { size, sets: sets.slice(0, limit), complete };
}

/** Whether some matrix launches fewer targets than it must. */
function missesTargets(questions: readonly Question[]): boolean {
  const matrices = new Map<string | null, { need: number; launched: number }>();
  for (const { matrix, place, tests } of questions) {
    if (matrix === null) continue;
    const seen = matrices.get(place.part) ?? { need: matrix.minTargets, launched: 0 };
    matrices.set(place.part, { ...seen, launched: seen.launched + (tests.every(passes) ? 1 : 0) });
  }
  return [...matrices.values()].some(({ need, launched }) => launched < need);
}

function setsOfQuestion(question: Question, awaited: ReadonlySet<DelegationCode>, limit: number): Sets {
  if (!question.tests.every(passes)) return { size: 0, sets: [], complete: true };
  const quorum = question.tests.filter(({ test }) => test === 'quorum');
  const alternatives = [...quorum.map((test) => stayingAway(test, awaited)), ...alternativesOf(question)];
  return smallestSets(question.sums.electorate.partners, alternatives, limit);
}

function awaitedIn({ members }: Electorate, stances: Stances): ReadonlySet<DelegationCode> {
  const silent = members
    .filter((member) => isCounted(member) && member.obligatoryAbstention !== true)
    .map(({ partner }) => partner)
    .filter((partner) => (stances.get(partner) ?? 'absent') === 'absent');
  return new Set(silent);
}

const stayingAway = ({ margin }: Test, awaited: ReadonlySet<DelegationCode>): Alternatives => ({
  candidates: [...awaited].map((of) => ({ of, harm: 1 })),
  need: margin + 1,
  least: 0,
});

type Harm = (seat: Seat, excluded: Question['excluded']) => number;
const each: Harm = () => 1;
const eachInFavour: Harm = ({ stance }) => (stance === 'in_favour' ? 1 : 0);

/** What a member does to a test by turning against; a test that is not here is never the first to fall. */
const HARMS: { readonly [T in TestName]?: Harm } = {
  nobody_against: each,
  no_objection: ({ member }, excluded) => (excluded.has(member.partner) ? 0 : 1),
  no_veto: ({ member }) => (member.permanent === true ? 1 : 0),
  not_all_against: each,
  all_in_favour: eachInFavour,
  share_of_members: eachInFavour,
  nine_votes: eachInFavour,
  share_of_weight: ({ member, stance }) => (stance === 'in_favour' ? member.weight : 0),
  // Two thirds stand while F >= 2A: one in favour less and one against more take three, one against more takes two.
  share_of_cast: ({ stance }) => (stance === 'in_favour' ? 3 : 2),
  // A majority stands while F > A: two, and one.
  more_than_against: ({ stance }) => (stance === 'in_favour' ? 2 : 1),
};

/** The tests that a set can make fall, each an alternative; the share of weight falls with the blocking minority only. */
function alternativesOf({ tests, sums, excluded }: Question): readonly Alternatives[] {
  const rescue = tests.find(({ test }) => test === 'no_blocking_minority');
  return tests.flatMap((test) => {
    const harm = HARMS[test.test];
    if (harm === undefined) return [];
    const least = test.test === 'share_of_weight' && rescue !== undefined ? rescue.margin + 1 : 0;
    const candidates = sums.seats
      .filter(({ member, stance }) => member.obligatoryAbstention !== true && stance !== 'against')
      .map((seat) => ({ of: seat.member.partner, harm: harm(seat, excluded) }))
      .filter((candidate) => candidate.harm > 0);
    return [{ candidates, need: needOf(test, sums), least }];
  });
}

/** Harm that makes a test fall which holds now. */
function needOf({ test, margin }: Test, { stances }: Sums): number {
  if (test !== 'share_of_cast') return margin + 1;
  return stances.in_favour.members - 2 * stances.against.members + 1;
}
