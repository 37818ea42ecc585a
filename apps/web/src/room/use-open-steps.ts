import type { ProvisionId } from '@entente/kernel';
import { isOpenProvision, type Board } from '../board/board.js';
import { useShortcuts } from '../frame/shortcuts.js';
import { allProvisions, type Provision } from '../text/outline.js';
import { nextOpen } from './next-open.js';

/** `]` and `[`: to the next and the previous open provision. */
export function useOpenSteps(
  board: Board | null,
  from: ProvisionId | null,
  choose: (provision: Provision) => void,
): void {
  const step = (by: 1 | -1) => (): void => {
    if (board === null) return;
    const next = nextOpen(allProvisions(board.sections), from, by, (id) => isOpenProvision(board.strip(id)));
    if (next !== null) choose(next);
  };
  useShortcuts({ ']': step(1), '[': step(-1) });
}
