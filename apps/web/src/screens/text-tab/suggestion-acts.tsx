import type { Decision, LegalEditor, PlacedSuggestion } from '@entente/editor';
import { Check, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useMe } from '../../frame/actor.js';
import { useT } from '../../messages/use-t.js';
import { Button } from '../../ui/button.js';

type ActsProps = {
  editor: LegalEditor | null;
  suggestion: PlacedSuggestion;
  /** Where it stands, e.g. `Article 4(2)`: buttons of a list are told apart by it. */
  at: string;
};

/** Accept and reject for those who write; withdraw for the delegation whose suggestion it is; nothing for the others. */
export function SuggestionActs({ editor, suggestion, at }: ActsProps): ReactNode {
  const t = useT();
  const { delegation } = useMe();
  const may = (decision: Decision): boolean => editor?.canSettle(suggestion, decision) === true;
  const settle = (decision: Decision) => (): void => {
    editor?.settle(suggestion, decision);
    editor?.view.focus();
  };
  const whose = { delegation: suggestion.delegation, at };
  if (may('accept')) {
    return (
      <span className="row">
        <Button small icon={Check} aria-label={t('suggestion.acceptThat', whose)} onClick={settle('accept')}>
          {t('suggestion.accept')}
        </Button>
        <Button small icon={X} aria-label={t('suggestion.rejectThat', whose)} onClick={settle('reject')}>
          {t('suggestion.reject')}
        </Button>
      </span>
    );
  }
  if (suggestion.delegation !== delegation || !may('reject')) return null;
  return (
    <Button small icon={X} aria-label={t('suggestion.withdrawThat', { at })} onClick={settle('reject')}>
      {t('suggestion.withdraw')}
    </Button>
  );
}
