import type { ReactNode } from 'react';
import { usePackages } from '../../api/queries.js';
import { useT } from '../../messages/use-t.js';

/** The beginning of an id, with all of it in reach. */
export function ShortId({ id }: { id: string }): ReactNode {
  return (
    <code className="nowrap" title={id}>
      {id.slice(0, 8)}
    </code>
  );
}

/** How long before `at` something was, both in ms since the epoch. */
export function Ago({ ms, at }: { ms: number; at: number }): ReactNode {
  const t = useT();
  const seconds = Math.max(0, Math.round((at - ms) / 1_000));
  return (
    <span className="nowrap">
      {seconds < 120
        ? t('system.secondsAgo', { seconds })
        : t('system.minutesAgo', { minutes: Math.round(seconds / 60) })}
    </span>
  );
}

/** A package by its number, for those who may read it; by its id for everybody else (access SPEC A6). */
export function PackageName({ id }: { id: string | null }): ReactNode {
  const t = useT();
  const { data } = usePackages();
  if (id === null) return <span className="quiet">{t('system.none')}</span>;
  const known = data?.packages.find((one) => one.id === id);
  return known === undefined ? <ShortId id={id} /> : <span title={known.title}>{known.number}</span>;
}

/** Says that a list is cut; nothing where it is whole. */
export function More({ shown, total }: { shown: number; total: number }): ReactNode {
  const t = useT();
  return shown < total ? <p className="quiet small">{t('system.more', { shown, total })}</p> : null;
}
