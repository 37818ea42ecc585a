import { isCounted, stanceOfMark, type BoardMark, type Situation } from '@entente/consensus';
import type { DelegationCode } from '@entente/kernel';
import type { Board } from './board.js';

type Blocker = {
  readonly code: DelegationCode;
  readonly mark: BoardMark;
  /** Of the provisions that it says so on. */
  readonly citations: readonly string[];
};

/** Who would be counted against, with the provisions in question, and who is awaited; of those who vote, in protocol order. */
export function blockersOf(
  board: Board,
  { electorate }: Pick<Situation, 'electorate'>,
): { readonly against: readonly Blocker[]; readonly awaited: readonly DelegationCode[] } {
  const asked = electorate.members.filter(isCounted).map(({ partner }) => partner);
  const standing = asked.map((code) => {
    const { stance, stale } = board.overall(code);
    return { code, mark: stance, counted: stanceOfMark({ mark: stance, stale }) };
  });
  return {
    against: standing
      .filter(({ counted }) => counted === 'against')
      .map(({ code, mark }) => ({ code, mark, citations: citationsOf(board, code, mark) })),
    awaited: standing.filter(({ counted }) => counted === 'absent').map(({ code }) => code),
  };
}

const citationsOf = (board: Board, code: DelegationCode, mark: BoardMark): string[] =>
  board.sections.flatMap(({ provisions }) =>
    provisions.filter(({ id }) => board.cell(code, id).stance === mark).map(({ citation }) => citation),
  );
