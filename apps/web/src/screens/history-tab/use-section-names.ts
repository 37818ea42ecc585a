import type { History } from '@entente/contracts';
import type { DocumentId } from '@entente/kernel';
import { useCallback } from 'react';
import { useT } from '../../messages/use-t.js';
import { useLiveText } from '../../room/room-context.js';

/** What a section is called now; one that was taken out has only its kind left. */
export function useSectionNames(sections: History['sections']): (document: string) => string {
  const t = useT();
  const text = useLiveText();
  return useCallback(
    (document) => {
      const citation = text?.labels.get(document as DocumentId)?.citation;
      if (citation !== undefined && citation !== '') return citation;
      const section = sections.find((one) => one.document === document);
      if (section === undefined) return '';
      const name = t(`section.${section.kind}`);
      return section.removed ? t('history.outOfText', { name }) : name;
    },
    [sections, text, t],
  );
}
