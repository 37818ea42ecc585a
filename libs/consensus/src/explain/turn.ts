import type { Stance } from '../count/ballot.js';
import type { Seat } from '../count/tally.js';
import type { TestName } from '../count/test.js';
import type { Question } from './question.js';
import { distance } from './situation.js';

/** One member of one question that takes another stance. */
export interface Turn {
  readonly seat: Seat;
  readonly to: Stance;
}

export const turnTo =
  (to: Stance) =>
  (seat: Seat): Turn => ({ seat, to });

/** Members that can move in some direction, but for those in favour already: nearest to being in favour first, then in order. */
export function turnable({ sums }: Question): readonly Seat[] {
  return sums.seats
    .filter(({ member, stance }) => member.obligatoryAbstention !== true && stance !== 'in_favour')
    .toSorted((a, b) => distance(a.stance, 'in_favour') - distance(b.stance, 'in_favour'));
}

export const standing = (seats: readonly Seat[], stance: Stance): readonly Seat[] =>
  seats.filter((seat) => seat.stance === stance);

/** By how much a test misses; 0 where it holds or is none of the rule's. */
export function shortOf({ tests }: Question, ...names: readonly TestName[]): number {
  const margins = tests.filter(({ test }) => names.includes(test)).map(({ margin }) => -margin);
  return Math.max(0, ...margins);
}

export const costOf = (turns: readonly Turn[]): number =>
  turns.reduce((sum, { seat, to }) => sum + distance(seat.stance, to), 0);
