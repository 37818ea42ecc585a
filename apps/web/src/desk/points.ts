import type { AgreedMark } from '@entente/contracts';
import type { DelegationCode } from '@entente/kernel';
import { countedProvisions, type Board, type Cell } from '../board/board.js';
import type { Provision } from '../text/outline.js';

/** A partner that a provision still waits for: it has not said on the present words that it can accept them. */
export type Awaited = { readonly partner: DelegationCode; readonly cell: Cell };

/** A provision and how far it is from agreement. */
export type Point = {
  readonly provision: Provision;
  readonly cells: readonly Cell[];
  readonly awaited: readonly Awaited[];
  /** The pen-holder's mark on these very words; null: none, or one on earlier words. */
  readonly mark: AgreedMark | null;
  /** There is a mark, and the words have changed since. */
  readonly markFell: boolean;
};

/** Supported or acceptable, and said of the present words: what agreement is made of (SPEC R15 of consensus). */
const agrees = ({ stance, stale }: Cell): boolean =>
  !stale && (stance === 'support' || stance === 'can_accept');

/** The provisions that are counted, in the order of the text. */
export function pointsOf(board: Board, marks: readonly AgreedMark[]): readonly Point[] {
  const markOf = new Map(marks.map((mark) => [mark.provision, mark]));
  const taken = board.sections.flatMap(({ provisions }) =>
    provisions.filter(({ id }) => board.strip(id).some(({ position }) => position !== null)),
  );
  return countedProvisions(
    board.sections,
    taken.map(({ id }) => ({ provision: id })),
  ).map((provision) => {
    const cells = board.strip(provision.id);
    const mark = markOf.get(provision.id);
    return {
      provision,
      cells,
      awaited: board.partners.flatMap(({ code }, at) => {
        const cell = cells[at];
        return cell === undefined || agrees(cell) ? [] : [{ partner: code, cell }];
      }),
      mark: mark?.current === true ? mark : null,
      markFell: mark?.current === false,
    };
  });
}

/** What is not agreed by all though somebody has spoken, the nearest to agreement first; alike ones in the order of the text. */
export function byDistance(points: readonly Point[]): readonly Point[] {
  return points
    .filter((point) => point.awaited.length > 0 && !isSilent(point))
    .toSorted((a, b) => a.awaited.length - b.awaited.length);
}

/** Nobody has said anything on it yet: how far it is from agreement is not known. */
export const isSilent = ({ cells }: Point): boolean => cells.every(({ stance }) => stance === 'none');
