import type { LiveStatus, MaintenancePause, MaintenanceTarget } from '@entente/contracts';
import type { DocumentId, PackageId } from '@entente/kernel';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { call } from '../../api/call.js';
import { keys } from '../../api/keys.js';
import { usePeople } from '../../api/queries.js';
import { useDenial } from '../../frame/actor.js';
import { useT } from '../../messages/use-t.js';
import { Button } from '../../ui/button.js';
import { At } from '../../ui/chips.js';
import { ProblemNote } from '../../ui/problem-note.js';
import { WideTable } from '../../ui/wide-table.js';
import { MaintenanceSheet } from './maintenance-sheet.js';
import { useTargetName } from './maintenance-targets.js';
import { ShortId } from './parts.js';

const REFRESH_MS = 5_000;

type Open = { ending: MaintenanceTarget | null };

/** What is read-only for maintenance, and the switch, for those who may use it. */
export function MaintenanceSection({ status }: { status: LiveStatus }): ReactNode {
  const t = useT();
  const mayOperate = useDenial()('system.operate') === null;
  const [open, setOpen] = useState<Open | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: keys.maintenance,
    queryFn: () => call('maintenance', {}),
    refetchInterval: REFRESH_MS,
  });
  const end = (ending: MaintenanceTarget): void => {
    setOpen({ ending });
  };
  return (
    <section className="stack">
      <h2>{t('system.pauses')}</h2>
      <ProblemNote error={error} onRetry={() => void refetch()} />
      {data?.pauses.length === 0 && <p className="quiet">{t('system.noPauses')}</p>}
      {data !== undefined && data.pauses.length > 0 && (
        <Pauses pauses={data.pauses} status={status} onEnd={mayOperate ? end : null} />
      )}
      {mayOperate && (
        <div>
          <Button
            onClick={() => {
              setOpen({ ending: null });
            }}
          >
            {t('system.pause.open')}
          </Button>
        </div>
      )}
      {open !== null && (
        <MaintenanceSheet
          status={status}
          ending={open.ending}
          onClose={() => {
            setOpen(null);
          }}
        />
      )}
    </section>
  );
}

type PausesProps = {
  pauses: readonly MaintenancePause[];
  status: LiveStatus;
  onEnd: ((target: MaintenanceTarget) => void) | null;
};

function Pauses({ pauses, status, onEnd }: PausesProps): ReactNode {
  const t = useT();
  const nameOf = useTargetName(status);
  return (
    <WideTable caption={t('system.pauses')}>
      <thead>
        <tr>
          <th scope="col">{t('system.pause.what')}</th>
          <th scope="col">{t('system.pause.by')}</th>
          <th scope="col">{t('system.since')}</th>
          {onEnd !== null && <th scope="col">{t('people.actions')}</th>}
        </tr>
      </thead>
      <tbody>
        {pauses.map((pause) => {
          const target = targetOf(pause);
          const name = nameOf(target);
          return (
            <tr key={`${pause.scope} ${String(pause.target)}`}>
              <th scope="row">{name}</th>
              <td>
                <PersonName id={pause.by} />
              </td>
              <td>
                <At ms={pause.since} />
              </td>
              {onEnd !== null && (
                <td>
                  <Button
                    small
                    aria-label={t('system.pause.endOne', { name })}
                    onClick={() => {
                      onEnd(target);
                    }}
                  >
                    {t('system.pause.end')}
                  </Button>
                </td>
              )}
            </tr>
          );
        })}
      </tbody>
    </WideTable>
  );
}

function PersonName({ id }: { id: string }): ReactNode {
  const { data } = usePeople();
  const known = data?.people.find(({ id: one }) => one === id);
  return known === undefined ? <ShortId id={id} /> : known.name;
}

function targetOf({ scope, target }: MaintenancePause): MaintenanceTarget {
  if (scope === 'system' || target === null) return { scope: 'system' };
  return scope === 'package' ? { scope, id: target as PackageId } : { scope, id: target as DocumentId };
}
