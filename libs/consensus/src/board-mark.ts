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

/** From what stands most in the way. */
const GRAVITY = Object.fromEntries(BOARD_MARKS.map((mark, at) => [mark, at])) as Readonly<
  Record<BoardMark, number>
>;

/** Several marks of one partner as one (SPEC R185). */
export function overallMark(cells: readonly Marked[]): Marked {
  const { mark, stale } = decidingOf(cells, (cell) => cell) ?? UNMARKED;
  return { mark, stale };
}

/** Which of several says how they stand together: the gravest that was given, before one of its kind that is stale; null: none was given. */
export function decidingOf<One>(all: readonly One[], markedOf: (one: One) => Marked): One | null {
  let deciding: { readonly one: One; readonly marked: Marked } | null = null;
  for (const one of all) {
    const marked = markedOf(one);
    if (marked.mark === 'none') continue;
    if (deciding === null || goesBefore(marked, deciding.marked)) deciding = { one, marked };
  }
  return deciding?.one ?? null;
}

function goesBefore(a: Marked, b: Marked): boolean {
  return a.mark === b.mark ? b.stale && !a.stale : GRAVITY[a.mark] < GRAVITY[b.mark];
}
