import type { LiveStatus } from '@entente/contracts';
import type { ReactNode } from 'react';
import { formatBytes, formatNumber } from '../../format/number.js';
import { useT } from '../../messages/use-t.js';
import { At } from '../../ui/chips.js';
import { WideTable } from '../../ui/wide-table.js';
import { Ago, ShortId } from './parts.js';

type Node = LiveStatus['nodes'][number];

/** Every server process of the installation, as it last said of itself. */
export function NodesTable({ nodes, at }: { nodes: readonly Node[]; at: number }): ReactNode {
  const t = useT();
  return (
    <WideTable caption={t('system.nodesCaption')}>
      <thead>
        <tr>
          <th scope="col">{t('system.node')}</th>
          <th scope="col">{t('system.state')}</th>
          <th scope="col">{t('system.since')}</th>
          <th scope="col">{t('system.heard')}</th>
          <th scope="col" className="number">
            {t('system.connections')}
          </th>
          <th scope="col" className="number">
            {t('system.rooms')}
          </th>
          <th scope="col" className="number">
            {t('system.pending')}
          </th>
          <th scope="col" className="number">
            {t('system.acknowledged')}
          </th>
          <th scope="col" className="number">
            {t('system.commit')}
          </th>
          <th scope="col" className="number">
            {t('system.loop')}
          </th>
        </tr>
      </thead>
      <tbody>
        {nodes.map((node) => (
          <NodeRow key={node.node} node={node} at={at} />
        ))}
      </tbody>
    </WideTable>
  );
}

function NodeRow({ node, at }: { node: Node; at: number }): ReactNode {
  const t = useT();
  const ms = (value: number | null): string =>
    value === null ? t('system.none') : t('system.ms', { ms: formatTenths(value) });
  return (
    <tr>
      <th scope="row">
        <ShortId id={node.node} />{' '}
        <span className="quiet nowrap">
          {node.version}
          {node.answering && ` · ${t('system.answering')}`}
          {node.listedAt === null && ` · ${t('system.listsComing')}`}
        </span>
      </th>
      <td>
        {t(node.draining ? 'system.draining' : 'system.serving')}
        <br />
        <span className="quiet nowrap">{t(`system.bus.${node.bus}`)}</span>
      </td>
      <td>
        <At ms={node.since} />
      </td>
      <td>
        <Ago ms={node.seenAt} at={at} />
      </td>
      <td className="number">{formatNumber(node.connections)}</td>
      <td className="number nowrap">
        {formatNumber(node.rooms)} <span className="quiet">{formatBytes(node.roomBytes)}</span>
      </td>
      <td className="number">{formatNumber(node.pending)}</td>
      <td className="number nowrap">{ms(node.acknowledgedMs)}</td>
      <td className="number nowrap">{ms(node.commitMs)}</td>
      <td className="number nowrap">{ms(node.eventLoopMs)}</td>
    </tr>
  );
}

function formatTenths(value: number): string {
  return value < 10 ? value.toFixed(1) : formatNumber(Math.round(value));
}
