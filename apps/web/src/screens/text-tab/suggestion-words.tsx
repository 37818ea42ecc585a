import type { OpenSuggestion } from '@entente/document';
import type { ReactNode } from 'react';
import { useT } from '../../messages/use-t.js';

/** Longer stretches show their beginning and their end. */
const LONGEST = 160;

function short(words: string): string {
  return words.length <= LONGEST ? words : `${words.slice(0, LONGEST / 2)} … ${words.slice(-LONGEST / 2)}`;
}

/** What a suggestion takes out, then what it puts in: struck and underlined, and named for those who hear it. */
export function SuggestionWords({
  inserted,
  deleted,
}: Pick<OpenSuggestion, 'inserted' | 'deleted'>): ReactNode {
  const t = useT();
  return (
    <span className="suggestion-words">
      {deleted !== '' && (
        <del>
          <span className="visually-hidden">{t('suggestion.deleted')}: </span>
          {short(deleted)}
        </del>
      )}{' '}
      {inserted !== '' && (
        <ins>
          <span className="visually-hidden">{t('suggestion.inserted')}: </span>
          {short(inserted)}
        </ins>
      )}
    </span>
  );
}
