import type { ReactNode } from 'react';
import type { Awaited } from '../../desk/points.js';
import { useT } from '../../messages/use-t.js';
import { StanceMark } from '../../ui/stance-mark.js';

/** More codes than this are a count: who they are stands in the board. */
const MOST_NAMED = 14;

/** Who is not there yet, each with the mark of what it said. */
export function AwaitedList({
  awaited,
  partners,
}: {
  awaited: readonly Awaited[];
  partners: number;
}): ReactNode {
  const t = useT();
  if (awaited.length === 0) return null;
  const silent = awaited.filter(({ cell }) => cell.stance === 'none');
  const spoken = awaited.filter(({ cell }) => cell.stance !== 'none');
  return (
    <ul className="awaited">
      {spoken.map(({ partner, cell }) => {
        const values = { partner, stance: t(`stance.${cell.stance}`) };
        const label = t(cell.stale ? 'desk.awaitedStale' : 'desk.awaited', values);
        return (
          <li key={partner} title={label}>
            <span aria-hidden="true">{partner}</span>
            <StanceMark stance={cell.stance} stale={cell.stale} label={label} size={15} />
          </li>
        );
      })}
      {silent.length > 0 && (
        <li className="quiet">
          {silent.length === partners || silent.length > MOST_NAMED
            ? t('desk.silentCount', { count: silent.length })
            : t('desk.silent', { codes: silent.map(({ partner }) => partner).join(', ') })}
        </li>
      )}
    </ul>
  );
}
