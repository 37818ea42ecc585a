import type { AgreedMark, Instruction } from '@entente/contracts';
import type { DelegationCode, ProvisionId } from '@entente/kernel';
import { isOpenProvision, type Board, type Cell } from './board.js';

/** What the contents can be narrowed to; `mine` and `capital` are of one's own delegation. */
export const FILTERS = ['all', 'open', 'mine', 'capital', 'changed', 'stale', 'agreed'] as const;
export type Filter = (typeof FILTERS)[number];

/** What the filters ask beside the board. */
export type FilterFacts = {
  readonly delegation: DelegationCode;
  /** Of one's own capital. */
  readonly instructions: readonly Instruction[];
  /** Changed since one last looked; null: not known. */
  readonly changed: ReadonlySet<ProvisionId> | null;
  readonly marks: readonly AgreedMark[];
};

type Test = (board: Board, id: ProvisionId, facts: FilterFacts) => boolean;

const TESTS: Readonly<Record<Filter, Test>> = {
  all: () => true,
  open: (board, id) => isOpenProvision(board.strip(id)),
  mine: (board, id, { delegation }) => isReserve(board.cell(delegation, id)),
  capital: (board, id, { delegation, instructions }) =>
    awaitsCapital(board.cell(delegation, id), id, instructions),
  changed: (_board, id, { changed }) => changed?.has(id) ?? false,
  stale: (board, id) => board.strip(id).some(({ stale }) => stale),
  agreed: (_board, id, { marks }) => marks.some(({ provision, current }) => current && provision === id),
};

/** Whether a provision is in the selection. What is not known yet selects nothing; without a board nothing is left out. */
export const passes = (filter: Filter, board: Board | null, id: ProvisionId, facts: FilterFacts): boolean =>
  board === null || TESTS[filter](board, id, facts);

/** A reserve of whatever kind, or an opposition: what one's own delegation has to lift. */
const isReserve = ({ stance }: Cell): boolean =>
  stance === 'scrutiny' || stance === 'substantive' || stance === 'oppose';

/**
 * One's delegation waits for its capital: it has said so (no instructions, a reserve ad referendum), or it has said nothing on these
 * words and no instruction on them has come.
 */
function awaitsCapital(
  { position, stance, stale }: Cell,
  id: ProvisionId,
  instructions: readonly Instruction[],
): boolean {
  const said = stance === 'no_instructions' || position?.reserve === 'ad_referendum';
  if (said && !stale) return true;
  if (position !== null && !stale) return false;
  const given = instructions.find(({ provision }) => provision === id);
  return given === undefined || !given.current || given.position === 'no_instructions';
}
