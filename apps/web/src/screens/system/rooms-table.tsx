import type { LiveStatus } from '@entente/contracts';
import type { ReactNode } from 'react';
import { formatBytes, formatNumber } from '../../format/number.js';
import { useT } from '../../messages/use-t.js';
import { WideTable } from '../../ui/wide-table.js';
import { More, PackageName, ShortId } from './parts.js';

/** Documents in memory: no word of them. */
export function RoomsTable({ rooms }: { rooms: LiveStatus['rooms'] }): ReactNode {
  const t = useT();
  const { shown, total } = rooms;
  if (total === 0) return <p className="quiet">{t('system.noDocuments')}</p>;
  return (
    <>
      <WideTable caption={t('system.documentsCaption')}>
        <thead>
          <tr>
            <th scope="col">{t('system.document')}</th>
            <th scope="col">{t('system.kind')}</th>
            <th scope="col">{t('system.package')}</th>
            <th scope="col">{t('system.node')}</th>
            <th scope="col">{t('system.state')}</th>
            <th scope="col" className="number">
              {t('system.head')}
            </th>
            <th scope="col" className="number">
              {t('system.members')}
            </th>
            <th scope="col" className="number">
              {t('system.pending')}
            </th>
            <th scope="col" className="number">
              {t('system.size')}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((room) => (
            <tr key={`${room.document} ${room.node}`}>
              <th scope="row">
                <ShortId id={room.document} />
              </th>
              <td>{room.kind ?? t('system.none')}</td>
              <td>
                <PackageName id={room.package} />
              </td>
              <td>
                <ShortId id={room.node} />
              </td>
              <td>{room.state === 'open' ? t(`system.phase.${room.phase}`) : t(`system.${room.state}`)}</td>
              <td className="number">{formatNumber(room.head)}</td>
              <td className="number">{formatNumber(room.members)}</td>
              <td className="number">{formatNumber(room.pending)}</td>
              <td className="number nowrap">{formatBytes(room.bytes)}</td>
            </tr>
          ))}
        </tbody>
      </WideTable>
      <More shown={shown.length} total={total} />
    </>
  );
}
