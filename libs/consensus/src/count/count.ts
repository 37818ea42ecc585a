import type { DelegationCode } from '@entente/kernel';
import type { CompositeRule, MatrixRule, Rule, SingleRule } from '../rule/rule.js';
import type { Ballot, CompositeBallot, MatrixBallot, Stance, Stances } from './ballot.js';
import { quorumNeed, type Electorate } from './electorate.js';
import { notesOf, reasonsOf, type Note, type Reason } from './reason.js';
import { testsOf } from './rule-tests.js';
import { sumsOf, type Tally } from './tally.js';
import { atLeast, passes, type Test } from './test.js';

/** `no_decision`: the body was not able to decide; the same text may be put again (DOMAIN §1.3.3). */
export const OUTCOMES = ['adopted', 'not_adopted', 'no_decision'] as const;
export type CountOutcome = (typeof OUTCOMES)[number];

/** The whole arithmetic of one count. `full`: the membership; `electorate`: those of it that are counted. */
interface CountBase {
  readonly outcome: CountOutcome;
  readonly adopted: boolean;
  /** In the order of the rule; electorate and quorum first, where they are asked. */
  readonly tests: readonly Test[];
  /** Empty exactly where adopted. */
  readonly reasons: readonly Reason[];
  readonly notes: readonly Note[];
  /** Constructive abstainers of an adopted decision: members that it does not bind (TEU 31(1)). */
  readonly notBound: readonly DelegationCode[];
  readonly full: Tally;
  readonly electorate: Tally;
}

/** A count of one stance a member. */
export interface SingleCount extends CountBase {
  readonly rule: SingleRule;
  readonly stances: Readonly<Record<Stance, Tally>>;
}

/** One target of a matrix. `short`: partners that it lacks to be launched, 0 where it is. */
export interface TargetCount {
  readonly target: string;
  readonly launched: boolean;
  readonly in: Tally;
  readonly short: number;
}

/** A count of cells, target by partner. Targets that are not launched are dropped and stay listed (DOMAIN §1.3.2). */
export interface MatrixCount extends CountBase {
  readonly rule: MatrixRule;
  readonly targets: readonly TargetCount[];
}

export interface CompositeCount extends CountBase {
  readonly rule: CompositeRule;
  readonly parts: readonly { readonly name: string; readonly count: Count }[];
}

export type Count = SingleCount | MatrixCount | CompositeCount;

/**
 * Counts one rule (SPEC R1 to R4, R20 to R39). The rule and the electorate are without fault (`faultsOf`).
 * A ballot of another form than the rule's is a defect: throws.
 */
export function count(rule: SingleRule, electorate: Electorate, ballot: Stances): SingleCount;
export function count(rule: Rule, electorate: Electorate, ballot: Ballot): Count;
export function count(rule: Rule, electorate: Electorate, ballot: Ballot): Count {
  if (rule.id === 'COMPOSITE') return countComposite(rule, electorate, compositeBallot(ballot));
  if (rule.id === 'MATRIX') return countMatrix(rule, electorate, matrixBallot(ballot));
  return countSingle(rule, electorate, stancesOf(ballot));
}

function countSingle(rule: SingleRule, electorate: Electorate, ballot: Stances): SingleCount {
  const sums = sumsOf(electorate, ballot);
  const tests = [...standingTests(electorate, sums), ...testsOf(rule, sums)];
  const { full, electorate: counted, stances } = sums;
  const outcome = outcomeOf(tests);
  const notBound =
    outcome === 'adopted' && rule.id === 'UNANIMITY_ABST' ? stances.abstain_constructive.partners : [];
  const obliged = sums.seats.filter(({ member }) => member.obligatoryAbstention === true).length;
  const notes = notesOf({ tests, obliged });
  return { rule, ...resultOf(outcome, tests), notes, notBound, full, electorate: counted, stances };
}

function countMatrix(rule: MatrixRule, electorate: Electorate, { targets }: MatrixBallot): MatrixCount {
  const counted = [...targets].map(([target, stances]) => {
    const tally = sumsOf(electorate, stances).stances.in_favour;
    const short = Math.max(0, rule.minPartners - tally.members);
    return { target, launched: short === 0, in: tally, short };
  });
  const sums = sumsOf(electorate, presenceOf(electorate, targets));
  const have = counted.filter(({ launched }) => launched).length;
  const tests = [
    ...standingTests(electorate, sums),
    atLeast('launchable_targets', 'targets', { have, need: rule.minTargets }),
  ];
  const obliged = sums.seats.filter(({ member }) => member.obligatoryAbstention === true).length;
  return {
    rule,
    ...resultOf(outcomeOf(tests), tests),
    notes: notesOf({ tests, obliged }),
    notBound: [],
    full: sums.full,
    electorate: sums.electorate,
    targets: counted,
  };
}

/** Who is present in a matrix: whoever has said something of some target. */
function presenceOf({ members }: Electorate, targets: MatrixBallot['targets']): Stances {
  const spoke = (partner: DelegationCode): boolean =>
    [...targets.values()].some((stances) => (stances.get(partner) ?? 'absent') !== 'absent');
  return new Map(
    members.filter(({ partner }) => spoke(partner)).map(({ partner }) => [partner, 'abstain' as const]),
  );
}

function countComposite(
  rule: CompositeRule,
  electorate: Electorate,
  ballot: CompositeBallot,
): CompositeCount {
  const parts = rule.parts.map((part) => {
    const said: Ballot = ballot.parts.get(part.name) ?? emptyBallot(part.rule);
    return { name: part.name, count: count(part.rule, electorate, said) };
  });
  const adopted = parts.filter((part) => part.count.adopted).length;
  const tests = [atLeast('parts_adopted', 'parts', { have: adopted, need: parts.length })];
  const { full, electorate: counted } = sumsOf(electorate, new Map());
  return {
    rule,
    ...resultOf(compositeOutcome(parts), tests),
    notes: [...new Set(parts.flatMap((part) => part.count.notes))],
    notBound: [...new Set(parts.flatMap((part) => part.count.notBound))],
    full,
    electorate: counted,
    parts,
  };
}

/** A part that is rejected rejects the whole; a part without a quorum leaves it undecided where none is rejected (SPEC R33). */
function compositeOutcome(parts: CompositeCount['parts']): CountOutcome {
  const outcomes = parts.map((part) => part.count.outcome);
  if (outcomes.includes('not_adopted')) return 'not_adopted';
  return outcomes.includes('no_decision') || outcomes.length === 0 ? 'no_decision' : 'adopted';
}

/** What stands before any rule: somebody to count, and a quorum where one is asked. */
function standingTests({ quorum }: Electorate, sums: ReturnType<typeof sumsOf>): readonly Test[] {
  const members = sums.electorate.members;
  if (members === 0) return [atLeast('electorate', 'members', { have: 0, need: 1 })];
  const need = quorumNeed(quorum, members);
  return need === 0 ? [] : [atLeast('quorum', 'members', { have: sums.present, need })];
}

function outcomeOf(tests: readonly Test[]): CountOutcome {
  const failed = tests.filter((test) => !passes(test)).map((test) => test.test);
  if (failed.includes('electorate') || failed.includes('quorum')) return 'no_decision';
  return failed.length === 0 ? 'adopted' : 'not_adopted';
}

const resultOf = (
  outcome: CountOutcome,
  tests: readonly Test[],
): Pick<CountBase, 'outcome' | 'adopted' | 'tests' | 'reasons'> => ({
  outcome,
  adopted: outcome === 'adopted',
  tests,
  reasons: reasonsOf(tests),
});

const emptyBallot = (rule: Rule): Ballot => (rule.id === 'MATRIX' ? { targets: new Map() } : new Map());

function stancesOf(ballot: Ballot): Stances {
  if ('targets' in ballot || 'parts' in ballot) throw new Error('this rule counts one stance a member');
  return ballot;
}

function matrixBallot(ballot: Ballot): MatrixBallot {
  if (!('targets' in ballot)) throw new Error('a matrix counts stances of each target');
  return ballot;
}

function compositeBallot(ballot: Ballot): CompositeBallot {
  if (!('parts' in ballot)) throw new Error('a composite counts a ballot of each part');
  return ballot;
}
