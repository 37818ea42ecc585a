import type { Seat } from '../count/tally.js';
import type { Question } from './question.js';
import { shortOf, standing, turnable, turnTo, type Turn } from './turn.js';

type Turns = readonly Turn[] | null;

/** Unanimity with abstention: who is against stands aside, who is absent agrees, and constructive abstainers come back. */
export function turnUnanimity(question: Question): Turns {
  const seats = turnable(question);
  const absent = standing(seats, 'absent');
  if (absent.length < shortOf(question, 'quorum')) return null;
  const turns = [
    ...absent.map(turnTo('in_favour')),
    ...standing(seats, 'against').map(turnTo('abstain')),
    ...backFromConstructive(question, standing(seats, 'abstain_constructive')),
  ];
  const inFavour = question.sums.stances.in_favour.members + absent.length;
  return inFavour > 0 ? turns : withOneInFavour(turns, seats);
}

/** Fewest constructive abstainers until they are no third any more: enough heads, or the heaviest until they weigh too little. */
function backFromConstructive(question: Question, seats: readonly Seat[]): readonly Turn[] {
  const heads = shortOf(question, 'constructive_members_below_third');
  const weight = shortOf(question, 'constructive_weight_below_third');
  if (heads === 0 || weight === 0) return [];
  const heaviest = seats.toSorted((a, b) => b.member.weight - a.member.weight);
  let taken = 0;
  let count = 0;
  while (count < heads && taken < weight) {
    taken += heaviest[count]?.member.weight ?? 0;
    count += 1;
  }
  return heaviest.slice(0, count).map(turnTo('abstain'));
}

/** Somebody has to be in favour: one of those that turn goes all the way, or the nearest of all others. */
function withOneInFavour(turns: readonly Turn[], seats: readonly Seat[]): Turns {
  const [first, ...others] = turns;
  if (first !== undefined) return [{ ...first, to: 'in_favour' }, ...others];
  const nearest = seats[0];
  return nearest === undefined ? null : [{ seat: nearest, to: 'in_favour' }];
}

/** Consensus: objectors stand aside; where a quorum is asked, so many of those absent come in. */
export function turnConsensus(question: Question): Turns {
  if (shortOf(question, 'excluded_within_k') > 0) return null;
  const seats = turnable(question);
  const heard = standing(seats, 'against').filter(({ member }) => !question.excluded.has(member.partner));
  return withPresence(question, heard.map(turnTo('abstain')));
}

/** Reverse consensus: one that stands aside is enough. */
export function turnReverse(question: Question): Turns {
  const first = standing(turnable(question), 'against').slice(0, shortOf(question, 'not_all_against'));
  return withPresence(question, first.map(turnTo('abstain')));
}

function withPresence(question: Question, turns: readonly Turn[]): Turns {
  const presence = shortOf(question, 'quorum');
  const absent = standing(turnable(question), 'absent');
  if (absent.length < presence) return null;
  return [...turns, ...absent.slice(0, presence).map(turnTo('in_favour'))];
}

/** The Council: every veto is given up, and there are nine in favour; a veto given up is one in favour only where it is needed. */
export function turnCouncil(question: Question): Turns {
  const seats = turnable(question);
  const vetoes = seats.filter(({ member, stance }) => stance === 'against' && member.permanent === true);
  const others = seats.filter((seat) => !vetoes.includes(seat));
  const short = shortOf(question, 'nine_votes');
  const presence = shortOf(question, 'quorum');
  const more = Math.max(presence, short - vetoes.length);
  if (others.length < more || standing(seats, 'absent').length < presence) return null;
  const over = Math.max(0, short - more);
  return [
    ...others.slice(0, more).map(turnTo('in_favour')),
    ...vetoes.slice(0, over).map(turnTo('in_favour')),
    ...vetoes.slice(over).map(turnTo('abstain')),
  ];
}
