import type { Question } from './question.js';
import { distance } from './situation.js';
import { shortOf, standing, turnable, turnTo, type Turn } from './turn.js';

/** How many of those against come over, how many only stand aside, and how many others come over. */
interface Split {
  readonly over: number;
  readonly aside: number;
  readonly others: number;
  readonly steps: number;
}

/** Fewest members that turn, least distance: rules that ask a share of the votes cast. */
export function turnCast(question: Question): readonly Turn[] | null {
  const seats = turnable(question);
  const against = standing(seats, 'against');
  // Nearest first, so that those absent, whom a quorum needs, come first of all.
  const others = seats.filter(({ stance }) => stance !== 'against');
  const presence = shortOf(question, 'quorum');
  if (standing(seats, 'absent').length < presence) return null;
  const stepsOf = others.map(({ stance }) => distance(stance, 'in_favour'));
  for (let count = presence; count <= seats.length; count += 1) {
    const split = cheapest(question, { count, presence, against: against.length, stepsOf });
    if (split !== null) {
      return [
        ...others.slice(0, split.others).map(turnTo('in_favour')),
        ...against.slice(0, split.over).map(turnTo('in_favour')),
        ...against.slice(split.over, split.over + split.aside).map(turnTo('abstain')),
      ];
    }
  }
  return null;
}

interface Asked {
  readonly count: number;
  readonly presence: number;
  readonly against: number;
  readonly stepsOf: readonly number[];
}

function cheapest(question: Question, { count, presence, against, stepsOf }: Asked): Split | null {
  const prefix = [0];
  for (const steps of stepsOf) prefix.push((prefix.at(-1) ?? 0) + steps);
  let best: Split | null = null;
  for (let over = 0; over <= Math.min(count, against); over += 1) {
    for (let aside = 0; aside <= Math.min(count, against) - over; aside += 1) {
      const others = count - over - aside;
      const far = prefix[others];
      if (far === undefined || others < presence) continue;
      const split = { over, aside, others, steps: far + over * OVER + aside * ASIDE };
      if (reaches(question, split) && (best === null || split.steps < best.steps)) best = split;
    }
  }
  return best;
}

const OVER = distance('against', 'in_favour');
const ASIDE = distance('against', 'abstain');

function reaches({ sums, tests }: Question, { over, aside, others }: Split): boolean {
  const favour = sums.stances.in_favour.members + over + others;
  const against = sums.stances.against.members - over - aside;
  return tests.some(({ test }) => test === 'share_of_cast')
    ? favour >= 1 && 3 * favour >= 2 * (favour + against)
    : favour > against;
}
