import type { SchedulerStatus } from '@entente/contracts';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { call } from '../../api/call.js';
import { keys } from '../../api/keys.js';
import { useDenial } from '../../frame/actor.js';
import { PageHead } from '../../frame/shell.js';
import { formatInstant } from '../../format/instant.js';
import { useT } from '../../messages/use-t.js';
import { Empty, Skeleton } from '../../ui/placeholders.js';
import { ProblemNote } from '../../ui/problem-note.js';
import { RunningTable } from './running-table.js';
import { SchedulerHealth } from './scheduler-health.js';

const REFRESH_MS = 15_000;

/** Running procedures with their clocks, and whether what wakes them is well (UI §7, SPEC R234 of consensus). */
export function ProceduresPage(): ReactNode {
  const t = useT();
  const denied = useDenial()('system.read');
  const { data, error, isPending, refetch } = useQuery({
    queryKey: keys.scheduler,
    queryFn: () => call('scheduler', {}),
    refetchInterval: REFRESH_MS,
    enabled: denied === null,
  });
  if (denied !== null) {
    return (
      <>
        <PageHead title={t('scheduler.title')} />
        <Empty title={t('scheduler.denied')} text={t('scheduler.deniedText')} />
      </>
    );
  }
  return (
    <>
      <PageHead
        title={t('scheduler.title')}
        sentence={data === undefined ? undefined : <Sentence status={data} />}
      />
      <div className="stack system">
        {isPending && <Skeleton lines={8} />}
        <ProblemNote error={error} onRetry={() => void refetch()} />
        {data !== undefined && (
          <>
            <RunningTable procedures={data.procedures} />
            <SchedulerHealth status={data} />
          </>
        )}
      </div>
    </>
  );
}

function Sentence({ status: { procedures, at } }: { status: SchedulerStatus }): ReactNode {
  const t = useT();
  return t('scheduler.sentence', {
    procedures: procedures.total,
    overdue: procedures.shown.filter(({ overdue }) => overdue).length,
    at: formatInstant(at),
  });
}
