import { CELLS, type Cell } from '@entente/consensus';
import type { Procedure } from '@entente/contracts';
import { Check, Clock, FileText, Minus, X, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useT } from '../messages/use-t.js';
import { WideTable } from '../ui/wide-table.js';
import { targetRows, type TargetRow } from './cells.js';

const SIGNS: Readonly<Record<Cell, LucideIcon>> = {
  in: Check,
  in_later: Clock,
  statement_only: FileText,
  not_in: X,
};

/** Partner by target: who lists whom, and which targets have enough partners in to be launched (DOMAIN §1.1.6). */
export function TargetGrid({ procedure }: { procedure: Procedure }): ReactNode {
  const t = useT();
  const { core, electorate } = procedure;
  if (core.terms.rule.id !== 'MATRIX') return null;
  const { minPartners, minTargets } = core.terms.rule;
  const rows = targetRows(core);
  const enough = rows.filter(({ short }) => short === 0).length;
  const names = new Map(electorate.map(({ partner, name }) => [partner, name]));
  return (
    <section className="stack-tight" aria-label={t('grid.title')}>
      <h3>{t('grid.title')}</h3>
      <p className="sentence" role="status">
        {t('grid.sentence', { enough, targets: rows.length, minPartners, minTargets })}
      </p>
      <WideTable caption={t('grid.caption')}>
        <thead>
          <tr>
            <th scope="col">{t('grid.target')}</th>
            {(rows[0]?.cells ?? []).map(({ partner }) => (
              <th key={partner} scope="col" className="grid-cell" title={names.get(partner)}>
                {partner}
              </th>
            ))}
            <th scope="col">{t('grid.in')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.target} className={`grid-${row.state}`}>
              <th scope="row">{row.title}</th>
              {row.cells.map(({ partner, cell }) => (
                <td key={partner} className="grid-cell">
                  <CellSign cell={cell} />
                </td>
              ))}
              <td>
                <RowState row={row} minPartners={minPartners} />
              </td>
            </tr>
          ))}
        </tbody>
      </WideTable>
      <ul className="legend" aria-label={t('grid.legend')}>
        {CELLS.map((cell) => (
          <li key={cell}>
            <CellSign cell={cell} /> {t(`cell.${cell}`)}
          </li>
        ))}
        <li>
          <CellSign cell={null} /> {t('grid.unsaid')}
        </li>
      </ul>
    </section>
  );
}

function CellSign({ cell }: { cell: Cell | null }): ReactNode {
  const t = useT();
  const Icon = cell === null ? Minus : SIGNS[cell];
  const words = cell === null ? t('grid.unsaid') : t(`cell.${cell}`);
  return (
    <span className={`cell-sign cell-${cell ?? 'unsaid'}`} title={words}>
      <Icon size={16} aria-hidden="true" />
      <span className="visually-hidden">{words}</span>
    </span>
  );
}

function RowState({ row, minPartners }: { row: TargetRow; minPartners: number }): ReactNode {
  const t = useT();
  const { state, inNow, short } = row;
  return (
    <span className="nowrap">
      <strong>{t('grid.count', { inNow, minPartners })}</strong> {t(`grid.state.${state}`, { short })}
    </span>
  );
}
