import { memo, type ReactNode } from 'react';
import type { Delegation } from '@entente/contracts';
import { useT } from '../messages/use-t.js';
import { StanceMark } from '../ui/stance-mark.js';
import type { Cell } from './board.js';
import type { Stance } from './stance.js';

const MOST_CELLS = 12;
const BINS: readonly Stance[] = ['support', 'can_accept', 'scrutiny', 'substantive', 'oppose'];

type StripProps = { partners: readonly Delegation[]; cells: readonly Cell[] };

/** One cell a delegation in protocol order, or five counts beyond twelve delegations (UI §1). Drawn anew where it differs. */
export const HeatStrip = memo(Strip, looksSame);

function looksSame(a: StripProps, b: StripProps): boolean {
  return (
    a.partners === b.partners &&
    a.cells.length === b.cells.length &&
    a.cells.every(({ stance, stale }, at) => stance === b.cells[at]?.stance && stale === b.cells[at].stale)
  );
}

function Strip({ partners, cells }: StripProps): ReactNode {
  const t = useT();
  if (cells.length > MOST_CELLS) return <Bins cells={cells} />;
  const spoken = cells.flatMap(({ stance, stale }, at) => {
    if (stance === 'none') return [];
    const name = `${partners[at]?.code ?? ''} ${t(`stance.${stance}`)}`;
    return [stale ? `${name} (${t('position.stale')})` : name];
  });
  return (
    <span
      className="strip"
      role="img"
      aria-label={spoken.length === 0 ? t('position.none') : spoken.join('; ')}
    >
      {cells.map(({ stance, stale }, at) => (
        <StanceMark key={partners[at]?.code} stance={stance} stale={stale} label={null} size={15} />
      ))}
    </span>
  );
}

function Bins({ cells }: { cells: readonly Cell[] }): ReactNode {
  const t = useT();
  const counts = BINS.map((bin) => ({ bin, count: cells.filter(({ stance }) => stance === bin).length }));
  const label = counts.map(({ bin, count }) => `${t(`stance.${bin}`)}: ${String(count)}`).join('; ');
  return (
    <span className="strip" role="img" aria-label={label}>
      {counts
        .filter(({ count }) => count > 0)
        .map(({ bin, count }) => (
          <span key={bin} className="strip-bin">
            <StanceMark stance={bin} label={null} size={15} />
            {count}
          </span>
        ))}
    </span>
  );
}
