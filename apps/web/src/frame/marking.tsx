import type { ReactNode } from 'react';
import { useCoalition } from '../api/queries.js';
import { useT } from '../messages/use-t.js';

/** The marking over the full width: words and a pattern, repeated at the end of the page (UI §0). */
export function Marking(): ReactNode {
  const t = useT();
  const { data } = useCoalition();
  return (
    <div className="marking" role="note" aria-label={t('frame.markingLabel')}>
      <strong>{t('frame.marking')}</strong>
      <span>{t('frame.markingDraft', { coalition: data?.coalition.name ?? t('app.name') })}</span>
    </div>
  );
}
