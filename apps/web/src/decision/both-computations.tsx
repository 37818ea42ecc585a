import type { BothCounts } from '@entente/consensus';
import type { ReactNode } from 'react';
import { useT } from '../messages/use-t.js';
import { Notice } from '../ui/notice.js';
import { ThresholdBars } from './threshold-bars.js';

/** The count with and without members that left or were suspended, side by side; where they differ the chair has to confirm (SPEC R37, R86). */
export function BothComputations({ both, name }: { both: BothCounts; name: string }): ReactNode {
  const t = useT();
  const sides = [
    ['with', both.countWith],
    ['without', both.countWithout],
  ] as const;
  return (
    <section className="stack-tight" aria-label={t('electorate.both')}>
      <div className="both-computations">
        {sides.map(([side, count]) => (
          <div key={side} className="stack-tight">
            <strong>{t(`electorate.count.${side}`, { name, outcome: t(`outcome.${count.outcome}`) })}</strong>
            <ThresholdBars count={count} />
          </div>
        ))}
      </div>
      <Notice tone={both.flips ? 'warn' : 'info'}>
        {t(both.flips ? 'electorate.flips' : 'electorate.same')}
      </Notice>
    </section>
  );
}
