import type { Translate } from '../messages/use-t.js';
import { allProvisions } from '../text/outline.js';
import { toCsv } from '../format/csv.js';
import type { Board } from './board.js';

/** The board as CSV: a row a partner, a column a provision, the stance in words. */
export function boardCsv(board: Board, votes: ReadonlyMap<string, string>, t: Translate): string {
  const provisions = allProvisions(board.sections);
  const head = [t('board.partner'), t('board.vote'), ...provisions.map(({ citation }) => citation)];
  const rows = board.partners.map(({ code, name }) => [
    `${name} (${code})`,
    votes.get(code) ?? '',
    ...provisions.map(({ id }) => {
      const { stance, stale, position } = board.cell(code, id);
      if (position === null) return '';
      return stale ? `${t(`stance.${stance}`)} (${t('position.stale')})` : t(`stance.${stance}`);
    }),
  ]);
  return toCsv([head, ...rows]);
}
