import type { ProvisionId } from '@entente/kernel';
import { isOpenProvision, type Board } from '../board/board.js';
import { useShortcuts } from '../frame/shortcuts.js';
import { allProvisions, type Provision } from '../text/outline.js';
import { nextOpen } from './next-open.js';

/** `]` and `[`: to the next and the previous open provision. Answers the same for a button; null where none is open. */
export function useOpenSteps(
  board: Board | null,
  from: ProvisionId | null,
  choose: (provision: Provision) => void,
): ((by: 1 | -1) => void) | null {
  const goal = (by: 1 | -1): Provision | null =>
    board === null
      ? null
      : nextOpen(allProvisions(board.sections), from, by, (id) => isOpenProvision(board.strip(id)));
  const step = (by: 1 | -1): void => {
    const next = goal(by);
    if (next !== null) choose(next);
  };
  useShortcuts({
    ']': () => {
      step(1);
    },
    '[': () => {
      step(-1);
    },
  });
  return goal(1) === null ? null : step;
}
