import type { ReactNode } from 'react';
import type { Board } from '../../board/board.js';
import { HeatStrip } from '../../board/heat-strip.js';
import { pointsCsv } from '../../desk/desk-csv.js';
import { byDistance, isSilent, type Point } from '../../desk/points.js';
import { useT } from '../../messages/use-t.js';
import type { Provision } from '../../text/outline.js';
import { WideTable } from '../../ui/wide-table.js';
import { AwaitedList } from './awaited-list.js';
import { CsvButton } from './csv-button.js';
import { MarkButton } from './mark-button.js';

type PointsProps = {
  points: readonly Point[];
  board: Board;
  onChoose: (provision: Provision) => void;
};

/** What is not agreed by all, the nearest to agreement first: what one more word from the chair may close. */
export function PointsTable({ points, board, onChoose }: PointsProps): ReactNode {
  const t = useT();
  if (points.length === 0) return <p className="quiet">{t('desk.pointsEmpty')}</p>;
  const open = byDistance(points);
  const silent = points.filter(isSilent);
  return (
    <>
      {open.length + silent.length === 0 && <p className="quiet">{t('desk.pointsNone')}</p>}
      {open.length > 0 && <OpenPoints points={open} board={board} onChoose={onChoose} />}
      {silent.length > 0 && (
        <details>
          <summary>{t('desk.pointsSilent', { count: silent.length })}</summary>
          <p className="desk-places">
            {silent.map(({ provision }) => (
              <Choose key={provision.id} provision={provision} onChoose={onChoose} />
            ))}
          </p>
        </details>
      )}
      <div>
        <CsvButton table={t('desk.points')} csv={() => pointsCsv(points, board.partners, t)} />
      </div>
    </>
  );
}

type ChooseProps = { provision: Provision } & Pick<PointsProps, 'onChoose'>;

function Choose({ provision, onChoose }: ChooseProps): ReactNode {
  return (
    <button
      type="button"
      className="button button-link"
      onClick={() => {
        onChoose(provision);
      }}
    >
      {provision.citation}
    </button>
  );
}

function OpenPoints({ points, board, onChoose }: PointsProps): ReactNode {
  const t = useT();
  return (
    <WideTable caption={t('desk.points')}>
      <thead>
        <tr>
          <th scope="col">{t('desk.pointsProvision')}</th>
          <th scope="col">{t('desk.pointsPositions')}</th>
          <th scope="col">{t('desk.pointsAwaited')}</th>
          <th scope="col">{t('desk.pointsMark')}</th>
        </tr>
      </thead>
      <tbody>
        {points.map((point) => {
          const { provision, cells, awaited, mark } = point;
          return (
            <tr key={provision.id}>
              <th scope="row">
                <Choose provision={provision} onChoose={onChoose} />
              </th>
              <td>
                <HeatStrip partners={board.partners} cells={cells} />
              </td>
              <td>
                <AwaitedList awaited={awaited} partners={board.partners.length} />
              </td>
              <td className="nowrap">
                {mark !== null && <span className="chip chip-done">{t('agreed.short')}</span>}
                <MarkButton point={point} hashes={board.hashes} small />
              </td>
            </tr>
          );
        })}
      </tbody>
    </WideTable>
  );
}
