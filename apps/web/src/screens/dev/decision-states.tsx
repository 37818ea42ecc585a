import { count, hostCities, type Electorate, type Stance } from '@entente/consensus';
import { instant, type DelegationCode } from '@entente/kernel';
import type { ReactNode } from 'react';
import { DeadlineClock } from '../../decision/deadline-clock.js';
import { ThresholdBars } from '../../decision/threshold-bars.js';
import { useNow } from '../../frame/use-now.js';
import { useT } from '../../messages/use-t.js';
import '../../styles/decision.css';

const WEIGHTS: readonly (readonly [string, number])[] = [
  ['DE', 83_445_000],
  ['FR', 68_401_997],
  ['IT', 58_989_749],
  ['ES', 48_610_458],
  ['NL', 17_942_942],
];
const codes = WEIGHTS.map(([code]) => code as DelegationCode);
const electorate: Electorate = {
  members: WEIGHTS.map(([code, weight]) => ({ partner: code as DelegationCode, weight, participates: true })),
  quorum: 0,
};

const stances = (...inFavour: readonly string[]): ReadonlyMap<DelegationCode, Stance> =>
  new Map(codes.map((code) => [code, inFavour.includes(code) ? 'in_favour' : 'against']));

/** Tests of rules and clocks in their states, side by side. */
export function DecisionStates(): ReactNode {
  const t = useT();
  const now = useNow();
  const brussels = hostCities().find(({ zone }) => zone === 'Europe/Brussels') ?? null;
  const qmv = { id: 'QMV_55_65' } as const;
  return (
    <section className="stack">
      <h2>{t('dev.decision')}</h2>
      <ThresholdBars
        count={count(qmv, electorate, stances('DE', 'ES', 'NL'))}
        whatIf={count(qmv, electorate, stances('DE', 'ES', 'NL', 'FR'))}
      />
      <ThresholdBars count={count({ id: 'UNANIMITY_ABST' }, electorate, stances(...codes))} />
      {[200_000, 3 * 3_600_000, 4 * 86_400_000, -1].map((ms) => (
        <DeadlineClock key={ms} deadline={instant(now + ms)} seatZone="Europe/Brussels" calendar={brussels} />
      ))}
    </section>
  );
}
