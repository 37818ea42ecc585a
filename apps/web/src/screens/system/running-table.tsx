import type { RunningProcedure, SchedulerStatus } from '@entente/contracts';
import type { ReactNode } from 'react';
import { formatInstant } from '../../format/instant.js';
import { useT } from '../../messages/use-t.js';
import { At } from '../../ui/chips.js';
import { WideTable } from '../../ui/wide-table.js';
import { More, PackageName, ShortId } from './parts.js';

/** Procedures that run: clocks, and never who is awaited. */
export function RunningTable({ procedures }: Pick<SchedulerStatus, 'procedures'>): ReactNode {
  const t = useT();
  const { shown, total } = procedures;
  if (total === 0) return <p className="quiet">{t('scheduler.none')}</p>;
  return (
    <>
      <WideTable caption={t('scheduler.caption')}>
        <thead>
          <tr>
            <th scope="col">{t('scheduler.procedure')}</th>
            <th scope="col">{t('scheduler.package')}</th>
            <th scope="col">{t('scheduler.kind')}</th>
            <th scope="col">{t('scheduler.state')}</th>
            <th scope="col">{t('scheduler.opened')}</th>
            <th scope="col">{t('scheduler.deadline')}</th>
            <th scope="col">{t('scheduler.waits')}</th>
            <th scope="col">{t('scheduler.alarm')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((one) => (
            <Running key={one.procedure} one={one} />
          ))}
        </tbody>
      </WideTable>
      <More shown={shown.length} total={total} />
    </>
  );
}

function Running({ one }: { one: RunningProcedure }): ReactNode {
  const t = useT();
  const { procedure, package: packageId, revision, kind, state, openedAt, deadlineAt, lastAlarmAt } = one;
  return (
    <tr>
      <th scope="row">
        <ShortId id={procedure} />
      </th>
      <td>
        <PackageName id={packageId} /> {t('board.rev', { revision })}
      </td>
      <td>{t(`scheduler.kind.${kind}`)}</td>
      <td>{t(`procedureState.${state}`)}</td>
      <td>{openedAt === null ? t('scheduler.notOpened') : <At ms={openedAt} />}</td>
      <td>{deadlineAt === null ? t('scheduler.noDeadline') : <BothZones ms={deadlineAt} />}</td>
      <td>
        <Waits one={one} />
      </td>
      <td>{lastAlarmAt === null ? t('scheduler.neverRang') : <At ms={lastAlarmAt} />}</td>
    </tr>
  );
}

/** In the reader's zone, and below it in UTC: whoever reads logs beside it needs both. */
function BothZones({ ms }: { ms: number }): ReactNode {
  return (
    <>
      <At ms={ms} />
      <div className="quiet small nowrap">{formatInstant(ms, 'UTC')}</div>
    </>
  );
}

function Waits({ one: { waitsFor, nextInstant, overdue, alarmSet } }: { one: RunningProcedure }): ReactNode {
  const t = useT();
  const waits = t(`scheduler.waits.${waitsFor}`);
  if (nextInstant === null) return waits;
  return (
    <>
      {overdue && <strong>{t('scheduler.overdue')} </strong>}
      {waits}
      {waitsFor !== 'deadline' && (
        <>
          {' '}
          <At ms={nextInstant} />
        </>
      )}
      <span className="quiet small"> {t(alarmSet ? 'scheduler.alarmSet' : 'scheduler.noAlarm')}</span>
    </>
  );
}
