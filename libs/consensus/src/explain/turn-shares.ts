import type { Stance } from '../count/ballot.js';
import type { Seat } from '../count/tally.js';
import type { Question } from './question.js';
import { distance } from './situation.js';
import { shortOf, standing, turnable, turnTo, type Turn } from './turn.js';

/** What is missing until shares of members and of weight are reached. */
interface Missing {
  readonly heads: number;
  readonly weight: number;
  /** As many more in favour and the share of weight is no longer asked: too few are left for a blocking minority. */
  readonly rescue: number;
  /** Of those that turn, so many must have been absent, for the quorum. */
  readonly presence: number;
}

/** Members of one stance, heaviest first; `weights[i]`: of the first `i` of them. */
interface Group {
  readonly seats: readonly Seat[];
  readonly weights: readonly number[];
  /** Distance of each to being in favour. */
  readonly steps: number;
}

const STANCES: readonly Stance[] = ['absent', 'abstain', 'abstain_constructive', 'against'];

/** Fewest members that turn to being in favour, nearest first: rules that ask shares of members, of weight, or both. */
export function turnShares(question: Question): readonly Turn[] | null {
  const rescued = question.tests.some(({ test }) => test === 'no_blocking_minority');
  const missing: Missing = {
    heads: shortOf(question, 'share_of_members', 'all_in_favour', 'nine_votes'),
    weight: shortOf(question, 'share_of_weight'),
    rescue: rescued ? shortOf(question, 'no_blocking_minority') : Number.POSITIVE_INFINITY,
    presence: shortOf(question, 'quorum'),
  };
  const seats = turnable(question);
  const groups = STANCES.map((stance) => groupOf(standing(seats, stance), stance));
  for (let count = Math.max(missing.heads, missing.presence); count <= seats.length; count += 1) {
    const weight = count >= missing.rescue ? 0 : missing.weight;
    if (heaviest(groups, count, missing.presence) < weight) continue;
    const sizes = cheapest(groups, count, { ...missing, weight });
    if (sizes !== null) {
      return groups.flatMap((group, index) => group.seats.slice(0, sizes[index]).map(turnTo('in_favour')));
    }
  }
  return null;
}

function groupOf(seats: readonly Seat[], stance: Stance): Group {
  const heavy = seats.toSorted((a, b) => b.member.weight - a.member.weight);
  const weights = [0];
  for (const { member } of heavy) weights.push((weights.at(-1) ?? 0) + member.weight);
  return { seats: heavy, weights, steps: distance(stance, 'in_favour') };
}

/** The most weight that so many members have, `presence` of them absent before; below 0 where there are not so many absent. */
function heaviest([absent, ...others]: readonly Group[], count: number, presence: number): number {
  if (absent === undefined || absent.seats.length < presence) return -1;
  const rest = [absent.seats.slice(presence), ...others.map(({ seats }) => seats)]
    .flat()
    .map(({ member }) => member.weight)
    .toSorted((a, b) => b - a);
  return (absent.weights[presence] ?? 0) + rest.slice(0, count - presence).reduce((sum, one) => sum + one, 0);
}

/**
 * How many of each group: `count` together, least distance. Within a group all cost the same, so its heaviest are never the
 * worse choice; between groups every split is tried, and there are four.
 */
function cheapest(groups: readonly Group[], count: number, missing: Missing): readonly number[] | null {
  const room = groups.map((_group, index) =>
    groups.slice(index + 1).reduce((sum, { seats }) => sum + seats.length, 0),
  );
  const found: { best: Split | null } = { best: null };
  const follow = (index: number, taken: Split): void => {
    const group = groups[index];
    if (found.best !== null && taken.steps >= found.best.steps) return;
    if (group === undefined) {
      if (taken.weight >= missing.weight) found.best = taken;
      return;
    }
    // What the groups after this one cannot take, this one must.
    const least = Math.max(taken.open - (room[index] ?? 0), index === 0 ? missing.presence : 0);
    for (let size = Math.min(group.seats.length, taken.open); size >= least; size -= 1) {
      follow(index + 1, {
        sizes: [...taken.sizes, size],
        open: taken.open - size,
        weight: taken.weight + (group.weights[size] ?? 0),
        steps: taken.steps + size * group.steps,
      });
    }
  };
  follow(0, { sizes: [], open: count, weight: 0, steps: 0 });
  return found.best?.sizes ?? null;
}

interface Split {
  /** How many of each group so far. */
  readonly sizes: readonly number[];
  /** How many are still to be taken. */
  readonly open: number;
  readonly weight: number;
  readonly steps: number;
}
