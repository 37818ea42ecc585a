import type { ProvisionId } from '@entente/kernel';
import type { ReactNode } from 'react';
import type { Board } from '../../board/board.js';
import { isOpen } from '../../board/stance.js';
import { useT } from '../../messages/use-t.js';
import { StanceMark } from '../../ui/stance-mark.js';
import type { ListedSuggestion } from '../text-tab/list-suggestions.js';
import { SuggestionWords } from '../text-tab/suggestion-words.js';

/** What is on the table beside the words themselves. */
export type Meeting = { readonly suggestions: readonly ListedSuggestion[]; readonly board: Board | null };

type CellProps = { meeting: Meeting; provision: ProvisionId | null };

/** Open suggestions on a provision, each with its delegation. */
export function Proposals({ meeting, provision }: CellProps): ReactNode {
  const found = meeting.suggestions.filter((one) => provision !== null && one.provision === provision);
  if (found.length === 0) return null;
  return (
    <ul className="compare-list">
      {found.map((one) => (
        <li key={`${one.delegation} ${one.id}`}>
          <span className="suggestion-tag">{one.delegation}</span>{' '}
          <SuggestionWords inserted={one.inserted} deleted={one.deleted} />
        </li>
      ))}
    </ul>
  );
}

/** Who has something against a provision, or has to speak again, with what they said at the table. */
export function Remarks({ meeting: { board }, provision }: CellProps): ReactNode {
  const t = useT();
  if (board === null || provision === null) return null;
  const remarks = board.partners.flatMap(({ code }) => {
    const cell = board.cell(code, provision);
    const { position, stance, stale } = cell;
    if (position === null) return [];
    return stale || isOpen(stance) || position.note !== '' ? [{ code, cell, position }] : [];
  });
  if (remarks.length === 0) return null;
  return (
    <ul className="compare-list">
      {remarks.map(({ code, cell: { stance, stale }, position }) => (
        <li key={code}>
          <strong>{code}</strong>{' '}
          <StanceMark stance={stance} stale={stale} label={t(`stance.${stance}`)} size={15} />{' '}
          {position.reserve === null ? t(`position.${position.position}`) : t(`reserve.${position.reserve}`)}
          {stale && ` (${t('position.stale')})`}
          {position.note !== '' && <span className="position-note">{position.note}</span>}
        </li>
      ))}
    </ul>
  );
}
