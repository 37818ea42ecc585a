import { BOARD_MARKS, gravestMark, markOf, type BoardMark } from '@entente/consensus';
import type { Position } from '@entente/contracts';

/** What a mark shows (UI §0): a mark of the board, or that a decision does not bind. */
export type Stance = BoardMark | 'not_bound';

/** The mark of a position; `undefined`: none was taken. */
export const stanceOf = (position: Pick<Position, 'position' | 'reserve'> | undefined): BoardMark =>
  position === undefined ? 'none' : markOf(position);

export const gravest = gravestMark;

/** Whether a stance leaves work for the table. */
export function isOpen(stance: Stance): boolean {
  return stance !== 'support' && stance !== 'can_accept';
}

/** From what agrees most to what stands most in the way. */
export const MILDEST_FIRST: readonly BoardMark[] = BOARD_MARKS.toReversed();
