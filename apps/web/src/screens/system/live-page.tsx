import type { LiveStatus } from '@entente/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { call } from '../../api/call.js';
import { keys } from '../../api/keys.js';
import { useDenial } from '../../frame/actor.js';
import { PageHead } from '../../frame/shell.js';
import { formatInstant } from '../../format/instant.js';
import { useT } from '../../messages/use-t.js';
import { Empty, Skeleton } from '../../ui/placeholders.js';
import { ProblemNote } from '../../ui/problem-note.js';
import { ConnectionsTable, type Connection } from './connections-table.js';
import { EndSheet } from './end-sheet.js';
import { MaintenanceSection } from './maintenance-section.js';
import { NodesTable } from './nodes-table.js';
import { RefusalsTable } from './refusals-table.js';
import { RoomsTable } from './rooms-table.js';

const REFRESH_MS = 5_000;

/** What runs and who is connected, in ids, states and sizes (UI §7, access SPEC A16). */
export function LivePage(): ReactNode {
  const t = useT();
  const denied = useDenial()('system.read');
  const { data, error, isPending, refetch } = useQuery({
    queryKey: keys.liveStatus,
    queryFn: () => call('liveStatus', {}),
    refetchInterval: REFRESH_MS,
    enabled: denied === null,
  });
  if (denied !== null) {
    return (
      <>
        <PageHead title={t('system.title')} />
        <Empty title={t('system.denied')} text={t('system.deniedText')} />
      </>
    );
  }
  return (
    <>
      <PageHead
        title={t('system.title')}
        sentence={data === undefined ? undefined : <Sentence status={data} />}
      />
      <div className="stack system">
        {isPending && <Skeleton lines={8} />}
        <ProblemNote error={error} onRetry={() => void refetch()} />
        {data !== undefined && <Status status={data} />}
      </div>
    </>
  );
}

function Sentence({ status }: { status: LiveStatus }): ReactNode {
  const t = useT();
  return t('system.sentence', {
    connections: status.connections.total,
    rooms: status.rooms.total,
    nodes: status.nodes.length,
    at: formatInstant(status.at),
  });
}

function Status({ status }: { status: LiveStatus }): ReactNode {
  const t = useT();
  const [ending, setEnding] = useState<Connection | null>(null);
  const { at, nodes, rooms, connections, refusals } = status;
  return (
    <>
      <section className="stack">
        <h2>{t('system.nodes')}</h2>
        <NodesTable nodes={nodes} at={at} />
      </section>
      <MaintenanceSection status={status} />
      <section className="stack">
        <h2>{t('system.people')}</h2>
        <ConnectionsTable connections={connections} at={at} onEnd={setEnding} />
      </section>
      <section className="stack">
        <h2>{t('system.documentsTitle')}</h2>
        <RoomsTable rooms={rooms} />
      </section>
      <section className="stack">
        <h2>{t('system.refusals')}</h2>
        <RefusalsTable refusals={refusals} />
      </section>
      {ending !== null && (
        <EndSheet
          connection={ending}
          onClose={() => {
            setEnding(null);
          }}
        />
      )}
    </>
  );
}
