import type { DelegationCode } from '@entente/kernel';
import type { Ballot, Stances } from '../count/ballot.js';
import { count } from '../count/count.js';
import { sumsOf, type Sums } from '../count/tally.js';
import { atLeast, type Test } from '../count/test.js';
import type { MatrixRule, Rule, SingleRule } from '../rule/rule.js';
import { HERE, type Place, type Situation } from './situation.js';

/** One count of one stance a member within a situation: the whole of it, a part of a composite, a target of a matrix. */
export interface Question {
  readonly place: Place;
  readonly stances: Stances;
  readonly sums: Sums;
  /** All that must hold; for a target, that enough partners are in. */
  readonly tests: readonly Test[];
  /** Members whose objection is not heard. */
  readonly excluded: ReadonlySet<DelegationCode>;
  /** The matrix of which this is a target. */
  readonly matrix: MatrixRule | null;
}

/** A situation as its questions, each with its stances as `see` shows them; in the order of its parts and targets. */
export function questionsOf(
  situation: Situation,
  see: (stances: Stances) => Stances = (stances) => stances,
  place: Place = HERE,
): readonly Question[] {
  const { rule, ballot, electorate } = situation;
  if (rule.id === 'COMPOSITE') {
    return rule.parts.flatMap((part) => {
      const said = partOf(ballot, part.name, part.rule);
      return questionsOf({ rule: part.rule, ballot: said, electorate }, see, {
        part: part.name,
        target: null,
      });
    });
  }
  if (rule.id !== 'MATRIX') return [singleQuestion({ ...situation, rule }, see(stancesOf(ballot)), place)];
  return [...targetsOf(ballot)].map(([target, stances]) =>
    targetQuestion({ ...situation, rule }, see(stances), { ...place, target }),
  );
}

function singleQuestion(
  { rule, electorate }: Situation & { readonly rule: SingleRule },
  stances: Stances,
  place: Place,
): Question {
  const excluded = new Set(
    rule.id === 'CONSENSUS_MINUS_K' ? rule.excluded.map(({ partner }) => partner) : [],
  );
  const { tests } = count(rule, electorate, stances);
  return { place, stances, sums: sumsOf(electorate, stances), tests, excluded, matrix: null };
}

function targetQuestion(
  { rule, electorate }: Situation & { readonly rule: MatrixRule },
  stances: Stances,
  place: Place,
): Question {
  const sums = sumsOf(electorate, stances);
  const have = sums.stances.in_favour.members;
  const tests = [atLeast('share_of_members', 'members', { have, need: rule.minPartners })];
  return { place, stances, sums, tests, excluded: new Set(), matrix: rule };
}

/** The ballot of a part; where nothing was said on it, an empty one of its form. */
export function partOf(ballot: Ballot, name: string, rule: Rule): Ballot {
  if (!('parts' in ballot)) throw new Error('a composite counts a ballot of each part');
  return ballot.parts.get(name) ?? (rule.id === 'MATRIX' ? { targets: new Map() } : new Map());
}

export function targetsOf(ballot: Ballot): ReadonlyMap<string, Stances> {
  if (!('targets' in ballot)) throw new Error('a matrix counts stances of each target');
  return ballot.targets;
}

export function stancesOf(ballot: Ballot): Stances {
  if ('targets' in ballot || 'parts' in ballot) throw new Error('this rule counts one stance a member');
  return ballot;
}
