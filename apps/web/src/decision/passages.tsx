import type { CorrectedPassage } from '@entente/consensus';
import type { Labels } from '@entente/document';
import type { ReactNode } from 'react';
import { T, useT } from '../messages/use-t.js';

type PassagesProps = { readonly passages: readonly CorrectedPassage[]; readonly labels: Labels | null };

/** *For* some words *read* others, each with its place, as gazettes print it. */
export function Passages({ passages, labels }: PassagesProps): ReactNode {
  const t = useT();
  return (
    <ul className="passages" aria-label={t('corrigendum.passages')}>
      {passages.map(({ unit, block, at, before, after }) => (
        <li key={`${unit} ${String(block)} ${String(at)}`}>
          <T
            id={after === '' ? 'corrigendum.delete' : 'corrigendum.forRead'}
            values={{
              place: labels?.get(unit)?.citation ?? t('corrigendum.noPlace'),
              before: () => <del key="before">{before}</del>,
              after: () => <ins key="after">{after}</ins>,
            }}
          />
        </li>
      ))}
    </ul>
  );
}
