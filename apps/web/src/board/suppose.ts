import type { BoardMark } from '@entente/consensus';
import type { DelegationCode, ProvisionId } from '@entente/kernel';
import { together, type Board, type Cell } from './board.js';

/** What is supposed: of a partner, on a provision, another mark. */
export type Supposed = ReadonlyMap<DelegationCode, ReadonlyMap<ProvisionId, BoardMark>>;

export const NOTHING_SUPPOSED: Supposed = new Map();

/** The same with one partner otherwise on some provisions; where that is what it says already, nothing is supposed any more. */
export function suppose(
  board: Board,
  supposed: Supposed,
  change: { partner: DelegationCode; provisions: readonly ProvisionId[]; mark: BoardMark },
): Supposed {
  const { partner, provisions, mark } = change;
  const own = new Map(supposed.get(partner));
  for (const provision of provisions) {
    const said = board.cell(partner, provision);
    if (said.stance === mark && !said.stale) own.delete(provision);
    else own.set(provision, mark);
  }
  const next = new Map(supposed);
  if (own.size === 0) next.delete(partner);
  else next.set(partner, own);
  return next;
}

/** The board as it would be. Facts and positions stay those that are: nobody has said anything. */
export function supposedBoard(board: Board, supposed: Supposed): Board {
  if (supposed.size === 0) return board;
  const cell = (partner: DelegationCode, provision: ProvisionId): Cell => {
    const mark = supposed.get(partner)?.get(provision);
    if (mark === undefined) return board.cell(partner, provision);
    return { stance: mark, stale: false, position: null, supposed: true };
  };
  const all = board.sections.flatMap(({ provisions }) => provisions.map(({ id }) => id));
  const overall = new Map(
    [...supposed.keys()].map((code) => {
      const as = together(all.map((id) => cell(code, id)));
      return [code, { ...as, supposed: true }];
    }),
  );
  const { partners, sections, hashes, positions, strip, sectionStrip } = board;
  return {
    partners,
    sections,
    hashes,
    positions,
    strip,
    sectionStrip,
    cell,
    overall: (code) => overall.get(code) ?? board.overall(code),
    get facts() {
      return board.facts;
    },
  };
}

/** Each thing that is supposed, in protocol order and the order of the text. */
export function supposedList(
  board: Board,
  supposed: Supposed,
): readonly { partner: DelegationCode; citation: string; from: BoardMark; to: BoardMark }[] {
  const provisions = board.sections.flatMap((section) => section.provisions);
  return board.partners.flatMap(({ code }) =>
    provisions.flatMap(({ id, citation }) => {
      const to = supposed.get(code)?.get(id);
      return to === undefined ? [] : [{ partner: code, citation, from: board.cell(code, id).stance, to }];
    }),
  );
}
