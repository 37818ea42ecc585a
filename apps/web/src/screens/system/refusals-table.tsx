import type { LiveStatus } from '@entente/contracts';
import type { ReactNode } from 'react';
import { formatNumber } from '../../format/number.js';
import { useT } from '../../messages/use-t.js';
import { WideTable } from '../../ui/wide-table.js';

export function RefusalsTable({ refusals }: { refusals: LiveStatus['refusals'] }): ReactNode {
  const t = useT();
  if (refusals.length === 0) return <p className="quiet">{t('system.noRefusals')}</p>;
  return (
    <WideTable caption={t('system.refusalsCaption')}>
      <thead>
        <tr>
          <th scope="col">{t('system.code')}</th>
          <th scope="col">{t('system.message')}</th>
          <th scope="col" className="number">
            {t('system.count')}
          </th>
        </tr>
      </thead>
      <tbody>
        {refusals.map(({ message, code, count }) => (
          <tr key={`${message} ${code}`}>
            <th scope="row">
              <code>{code}</code>
            </th>
            <td>{message}</td>
            <td className="number">{formatNumber(count)}</td>
          </tr>
        ))}
      </tbody>
    </WideTable>
  );
}
