import type { LiveStatus } from '@entente/contracts';
import type { ReactNode } from 'react';
import { useDelegationNames } from '../../api/queries.js';
import { useDenial } from '../../frame/actor.js';
import { formatNumber } from '../../format/number.js';
import { useT } from '../../messages/use-t.js';
import { Button } from '../../ui/button.js';
import { At } from '../../ui/chips.js';
import { WideTable } from '../../ui/wide-table.js';
import { Ago, More, PackageName, ShortId } from './parts.js';

export type Connection = LiveStatus['connections']['shown'][number];

type ConnectionsProps = {
  connections: LiveStatus['connections'];
  at: number;
  onEnd: (connection: Connection) => void;
};

export function ConnectionsTable({ connections, at, onEnd }: ConnectionsProps): ReactNode {
  const t = useT();
  const { shown, total } = connections;
  if (total === 0) return <p className="quiet">{t('system.nobody')}</p>;
  return (
    <>
      <WideTable caption={t('system.peopleCaption')}>
        <thead>
          <tr>
            <th scope="col">{t('system.person')}</th>
            <th scope="col">{t('system.delegation')}</th>
            <th scope="col">{t('system.since')}</th>
            <th scope="col">{t('system.last')}</th>
            <th scope="col">{t('system.package')}</th>
            <th scope="col" className="number">
              {t('system.documents')}
            </th>
            <th scope="col">{t('system.node')}</th>
            <th scope="col">{t('people.actions')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((one) => (
            <ConnectionRow key={one.connection} connection={one} at={at} onEnd={onEnd} />
          ))}
        </tbody>
      </WideTable>
      <More shown={shown.length} total={total} />
    </>
  );
}

type RowProps = { connection: Connection; at: number; onEnd: (connection: Connection) => void };

function ConnectionRow({ connection, at, onEnd }: RowProps): ReactNode {
  const t = useT();
  const nameOf = useDelegationNames();
  const denied = useDenial()('system.operate');
  const { name, delegation, since, lastAt, documents } = connection;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{nameOf(delegation)}</td>
      <td>
        <At ms={since} />
      </td>
      <td>
        <Ago ms={lastAt} at={at} />
      </td>
      <td>
        <PackageName id={connection.package} />
      </td>
      <td className="number">{formatNumber(documents)}</td>
      <td>
        <ShortId id={connection.node} />
      </td>
      <td>
        <Button
          small
          reason={denied}
          aria-label={t('system.endOne', { name })}
          onClick={() => {
            onEnd(connection);
          }}
        >
          {t('system.end')}
        </Button>
      </td>
    </tr>
  );
}
