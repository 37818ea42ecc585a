import type { LegalEditor } from '@entente/editor';
import type { ReactNode } from 'react';
import { useT, type Translate } from '../../messages/use-t.js';
import { useRoom } from '../../room/room-context.js';
import { useObservable } from '../../room/observable.js';
import type { ReadText } from '../../text/read-text.js';
import { Empty } from '../../ui/placeholders.js';
import { listSuggestions, type ListedSuggestion } from './list-suggestions.js';
import { SuggestionActs } from './suggestion-acts.js';
import { SuggestionWords } from './suggestion-words.js';

type PanelProps = { editor: LegalEditor | null; text: ReadText | null };

/** Every open suggestion of the package in the order of the text, with what one may do about it. */
export function SuggestionsPanel({ editor, text }: PanelProps): ReactNode {
  const t = useT();
  const { store } = useRoom();
  // What one may decide on follows the access to each section.
  useObservable(store.state);
  const listed = listSuggestions(text);
  if (listed.length === 0) return <Empty title={t('suggestion.none')} text={t('suggestion.noneText')} />;
  return (
    <ol className="suggestions" aria-label={t('suggestion.list')}>
      {listed.map((one) => (
        <li key={`${one.delegation} ${one.id}`} className="suggestion">
          <Line editor={editor} suggestion={one} at={placeWords(t, one)} />
        </li>
      ))}
    </ol>
  );
}

type LineProps = { editor: LegalEditor | null; suggestion: ListedSuggestion; at: string };

function Line({ editor, suggestion, at }: LineProps): ReactNode {
  const t = useT();
  return (
    <>
      <span className="suggestion-head">
        <span className="suggestion-tag">{suggestion.delegation}</span>
        <button
          type="button"
          className="button-link"
          aria-label={t('suggestion.go', { at })}
          onClick={() => {
            editor?.focusSuggestion(suggestion);
          }}
        >
          {at}
        </button>
      </span>
      <SuggestionWords inserted={suggestion.inserted} deleted={suggestion.deleted} />
      <SuggestionActs editor={editor} suggestion={suggestion} at={at} />
    </>
  );
}

function placeWords(t: Translate, { citation, kind }: ListedSuggestion): string {
  return citation === '' ? t(`section.${kind}`) : citation;
}
