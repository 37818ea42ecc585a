import type { SchedulerStatus } from '@entente/contracts';
import type { ReactNode } from 'react';
import { formatNumber } from '../../format/number.js';
import { T, useT } from '../../messages/use-t.js';
import { At } from '../../ui/chips.js';
import { Notice } from '../../ui/notice.js';

type Health = { status: SchedulerStatus };

/** Alarms, sweep and clock; what is wrong says what to do. */
export function SchedulerHealth({ status }: Health): ReactNode {
  const t = useT();
  return (
    <section className="stack">
      <h2>{t('scheduler.health')}</h2>
      <Faults status={status} />
      <dl className="facts">
        <dt>{t('scheduler.alarms')}</dt>
        <dd>
          <AlarmsLine alarms={status.alarms} />
        </dd>
        <dt>{t('scheduler.sweep')}</dt>
        <dd>
          <SweepLine sweep={status.sweep} />
        </dd>
        <dt>{t('scheduler.clock')}</dt>
        <dd>{t('scheduler.clock.trusted', figuresOf(status.clock))}</dd>
      </dl>
    </section>
  );
}

const figuresOf = ({ aheadMs, steppedBackMs, toleranceMs }: SchedulerStatus['clock']) => ({
  ahead: formatNumber(aheadMs),
  back: formatNumber(steppedBackMs),
  tolerance: formatNumber(toleranceMs),
});

function Faults({ status: { alarms, sweep, clock } }: Health): ReactNode {
  const t = useT();
  const { lateSince } = alarms;
  return (
    <>
      {lateSince !== null && (
        <Notice tone="warn">
          <T id="scheduler.alarms.lateSince" values={{ at: () => <At key="at" ms={lateSince} /> }} />
        </Notice>
      )}
      {sweep.failed && <Notice tone="warn">{t('scheduler.sweep.failed')}</Notice>}
      {!clock.trusted && <Notice tone="warn">{t('scheduler.clock.fault', figuresOf(clock))}</Notice>}
    </>
  );
}

function AlarmsLine({ alarms }: Pick<SchedulerStatus, 'alarms'>): ReactNode {
  const t = useT();
  const { waiting, late, active, failed, lastAnsweredAt: last } = alarms;
  return (
    <>
      {t('scheduler.alarms.counts', {
        waiting: formatNumber(waiting),
        late: formatNumber(late),
        active: formatNumber(active),
        failed: formatNumber(failed),
      })}{' '}
      {last !== null && <T id="scheduler.alarms.last" values={{ at: () => <At key="at" ms={last} /> }} />}
    </>
  );
}

function SweepLine({ sweep: { everyMs, lastAt } }: Pick<SchedulerStatus, 'sweep'>): ReactNode {
  const t = useT();
  return (
    <>
      {t('scheduler.sweep.every', { seconds: formatNumber(everyMs / 1_000) })}{' '}
      {lastAt === null ? (
        t('scheduler.sweep.none')
      ) : (
        <T id="scheduler.sweep.last" values={{ at: () => <At key="at" ms={lastAt} /> }} />
      )}
    </>
  );
}
