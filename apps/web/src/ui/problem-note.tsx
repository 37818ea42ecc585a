import type { ReactNode } from 'react';
import { factsOf } from '../api/failure.js';
import { useT } from '../messages/use-t.js';
import { Notice } from './notice.js';

type Faults = NonNullable<ReturnType<typeof factsOf>['faults']>;

/** A refusal in words: what happened, what was kept, what to do; then each fault that the server named. */
export function ProblemNote({ error, onRetry }: { error: unknown; onRetry?: () => void }): ReactNode {
  const t = useT();
  if (error === null || error === undefined) return null;
  const { code, detail, faults = [], reference, retryAfter } = factsOf(error);
  return (
    <Notice tone="bad" live>
      <strong>{t(`problem.${code}.what`)}</strong>
      {detail !== undefined && faults.length === 0 && <span>{detail}</span>}
      <span>
        {t(`problem.${code}.kept`)} {t(`problem.${code}.do`)}
        {retryAfter !== undefined && <> {t('problem.retryAfter', { seconds: Math.ceil(retryAfter) })}</>}
      </span>
      <FaultList faults={faults} />
      {reference !== undefined && (
        <span className="quiet small">{t('problem.reference', { reference })}</span>
      )}
      {onRetry !== undefined && (
        <button type="button" className="button button-link" onClick={onRetry}>
          {t('common.retry')}
        </button>
      )}
    </Notice>
  );
}

function FaultList({ faults }: { faults: Faults }): ReactNode {
  const t = useT();
  if (faults.length === 0) return null;
  return (
    <ul className="fault-list" aria-label={t('problem.faults', { count: faults.length })}>
      {faults.map(({ at, message }) => (
        <li key={`${at} ${message}`}>{at === '' ? message : t('fault.at', { at, message })}</li>
      ))}
    </ul>
  );
}
