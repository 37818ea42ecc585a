import type { Position } from './position.js';

/**
 * What the board shows of one partner, from what stands most in the way to what stands least. `scrutiny`: a reserve that waits
 * for somebody; `substantive`: one that says no to the substance; `none`: nothing was said.
 */
export const BOARD_MARKS = [
  'oppose',
  'substantive',
  'scrutiny',
  'no_instructions',
  'none',
  'can_accept',
  'support',
] as const;
export type BoardMark = (typeof BOARD_MARKS)[number];

/** A mark, and whether it was given for other words than those that it is shown on. */
export interface Marked {
  readonly mark: BoardMark;
  readonly stale: boolean;
}

export const UNMARKED: Marked = { mark: 'none', stale: false };

const SUBSTANTIVE: readonly Position['reserve'][] = ['substantive', 'legal', 'hold'];

export function markOf({ position, reserve }: Pick<Position, 'position' | 'reserve'>): BoardMark {
  if (position !== 'reserve') return position;
  return SUBSTANTIVE.includes(reserve) ? 'substantive' : 'scrutiny';
}

export function gravestMark(marks: readonly BoardMark[]): BoardMark {
  return BOARD_MARKS.find((mark) => marks.includes(mark)) ?? 'none';
}

/** Several marks of one partner as one: the gravest that was given, stale where all of its kind are (SPEC R185). */
export function overallMark(cells: readonly Marked[]): Marked {
  const given = cells.filter(({ mark }) => mark !== 'none');
  if (given.length === 0) return UNMARKED;
  const mark = gravestMark(given.map((one) => one.mark));
  return { mark, stale: given.filter((one) => one.mark === mark).every(({ stale }) => stale) };
}
