import { outcome, seesAll } from '@entente/consensus';
import type { Procedure, ProcedureState } from '@entente/contracts';
import type { ReactNode } from 'react';
import { useMe } from '../../frame/actor.js';
import { useT } from '../../messages/use-t.js';
import { At, HashText } from '../../ui/chips.js';
import { Notice } from '../../ui/notice.js';
import { ActsList } from '../../decision/acts-list.js';
import { DeadlineCard } from '../../decision/deadline-card.js';
import { Entries } from '../../decision/entries.js';
import { Legs } from '../../decision/legs.js';
import { Lineage } from '../../decision/lineage.js';
import { Arithmetic, ResultSentence } from '../../decision/result.js';
import { isRunning } from '../../decision/running.js';
import { RecordLink } from '../../decision/record-link.js';
import { Standing } from '../../decision/standing.js';
import { ThresholdBars } from '../../decision/threshold-bars.js';
import { TargetGrid } from '../../decision/target-grid.js';
import { coreProcedure } from './core-procedure.js';

/** Ends that a count came to: its arithmetic is shown. */
const COUNTED: readonly ProcedureState[] = ['adopted', 'not_adopted', 'no_decision'];
/** Rules whose parts or targets show their arithmetic themselves. */
const IN_PARTS: readonly Procedure['rule'][] = ['COMPOSITE', 'MATRIX'];

/** A procedure: what it came to with its arithmetic, and each partner's act. */
export function ProcedureCard({
  procedure,
  procedures,
  children,
}: {
  procedure: Procedure;
  /** Of its package: what it came from and what took it on are among them. */
  procedures: readonly Procedure[];
  children?: ReactNode;
}): ReactNode {
  const t = useT();
  const { revision, rule, electorate, core } = procedure;
  const whole = useSeesAll(procedure);
  return (
    <section className="card stack procedure" aria-label={t('procedure.heading', { revision })}>
      <div className="stack-tight">
        <h2>{t('procedure.heading', { revision })}</h2>
        <p className="sentence" role="status">
          <ResultSentence procedure={procedure} />
        </p>
        {whole && procedure.rule !== 'COMPOSITE' && <Arithmetic procedure={procedure} />}
      </div>
      <Lineage procedure={procedure} procedures={procedures} />
      {!whole && <Notice>{t(`procedure.withheld.${core.terms.positionVisibility}`)}</Notice>}
      {isRunning(procedure) && <DeadlineCard procedure={procedure} />}
      {whole && isRunning(procedure) && <Standing procedure={procedure} />}
      {whole && COUNTED.includes(procedure.state) && !IN_PARTS.includes(rule) && (
        <ThresholdBars count={outcome(coreProcedure(procedure)).count} />
      )}
      <Legs procedure={procedure} />
      <TargetGrid procedure={procedure} />
      <Entries procedure={procedure} />
      {children}
      <ActsList procedure={procedure} />
      <dl className="facts small">
        <dt>{t('procedure.rule')}</dt>
        <dd>{t(`rule.${rule}`)}</dd>
        <dt>{t('act.onHash')}</dt>
        <dd>
          <HashText hash={core.packageHash} />
        </dd>
        <dt>{t('procedure.electorate')}</dt>
        <dd>{t('procedure.electorateText', { count: electorate.length })}</dd>
        {core.terms.sunset !== undefined && (
          <>
            <dt>{t('procedure.sunset')}</dt>
            <dd>
              <At ms={core.terms.sunset.at} />
            </dd>
          </>
        )}
      </dl>
      <RecordLink procedure={procedure} />
    </section>
  );
}

/** Whether the person at this screen is shown where everybody stands: a count of less would be no count (SPEC R197). */
function useSeesAll({ core }: Procedure): boolean {
  const { delegation, delegationKind } = useMe();
  const office = delegationKind === 'chair' || delegationKind === 'secretariat' ? delegationKind : null;
  return seesAll(core.terms, { partner: delegation, office });
}
