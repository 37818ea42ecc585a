import type { Ballot, Stances } from '../count/ballot.js';
import { count, type Count } from '../count/count.js';
import { partOf, questionsOf, stancesOf, targetsOf } from './question.js';
import { HERE, type Change, type Place, type Situation } from './situation.js';

/** A stance that somebody would take; a place that is absent is the whole. */
export type Supposition = Pick<Change, 'partner' | 'to'> & Partial<Place>;

/** What it would come to: the count as it would be, and what is otherwise than now. */
export interface Supposed {
  readonly before: Count;
  readonly count: Count;
  readonly situation: Situation;
  /** Stances that would differ; a supposition of what is so already is none. */
  readonly changes: readonly Change[];
  readonly flips: boolean;
}

/** Counts a copy with other stances; nothing else moves (SPEC R48). A partner or a place that is not there changes nothing. */
export function whatIf(situation: Situation, suppositions: readonly Supposition[]): Supposed {
  const after = { ...situation, ballot: suppositions.reduce(supposed(situation), situation.ballot) };
  const before = count(situation.rule, situation.electorate, situation.ballot);
  const counted = count(after.rule, after.electorate, after.ballot);
  return {
    before,
    count: counted,
    situation: after,
    changes: differences(situation, after),
    flips: before.outcome !== counted.outcome,
  };
}

type Say = (ballot: Ballot, supposition: Supposition) => Ballot;

const supposed =
  ({ rule }: Pick<Situation, 'rule'>): Say =>
  (ballot, supposition) => {
    const { part, target, partner, to } = { ...HERE, ...supposition };
    if (rule.id === 'COMPOSITE') {
      const own = rule.parts.find(({ name }) => name === part);
      if (own === undefined || !('parts' in ballot)) return ballot;
      const said = supposed({ rule: own.rule })(partOf(ballot, own.name, own.rule), { partner, to, target });
      return { parts: new Map(ballot.parts).set(own.name, said) };
    }
    if (rule.id !== 'MATRIX') return new Map(stancesOf(ballot)).set(partner, to);
    const stances = targetsOf(ballot).get(target ?? '');
    if (target === null || stances === undefined) return ballot;
    return { targets: new Map(targetsOf(ballot)).set(target, new Map(stances).set(partner, to)) };
  };

function differences(one: Situation, other: Situation): readonly Change[] {
  const after = questionsOf(other);
  return questionsOf(one).flatMap(({ place, stances }, index) =>
    one.electorate.members.flatMap(({ partner }) => {
      const from = stanceOf(stances, partner);
      const to = stanceOf(after[index]?.stances ?? stances, partner);
      return from === to ? [] : [{ ...place, partner, from, to }];
    }),
  );
}

const stanceOf = (stances: Stances, partner: Change['partner']): Change['from'] =>
  stances.get(partner) ?? 'absent';
