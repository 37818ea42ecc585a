import type { Act, Delegation, Procedure } from '@entente/contracts';
import { memo, type ReactNode } from 'react';
import type { Column } from './columns.js';
import { PositionCell, VoteCell, type Spot } from './matrix-cells.js';
import { nameOf } from './use-grid.js';

type RowProps = {
  partner: Delegation;
  row: number;
  /** Column of the grid's stop of Tab where it is in this row. */
  stop: number | null;
  /** Those in sight; `first` is the place of their first among all. */
  columns: readonly Column[];
  first: number;
  procedure: Procedure | null;
  act: Act | undefined;
};

/** One partner. Drawn again only where it, the columns in sight or the stop of Tab in it change: scrolling down draws new rows alone. */
export const MatrixRow = memo(Row);

function Row({ partner, row, stop, columns, first, procedure, act }: RowProps): ReactNode {
  const spot = (column: number): Spot => ({ at: nameOf({ row, column }), isStop: stop === column });
  return (
    <tr aria-rowindex={row + 2}>
      <th scope="row" aria-colindex={1} title={partner.name}>
        <span className="matrix-code">{partner.code}</span> {partner.name}
      </th>
      <td className="matrix-vote" aria-colindex={2}>
        <VoteCell partner={partner} act={act} procedure={procedure} {...spot(0)} />
      </td>
      <td aria-hidden="true" />
      {columns.map((column, index) => (
        <td
          key={column.key}
          aria-colindex={first + index + 3}
          className={column.first ? 'matrix-first' : undefined}
        >
          <PositionCell
            partner={partner}
            column={column}
            cell={column.cell(partner.code)}
            {...spot(first + index + 1)}
          />
        </td>
      ))}
      <td aria-hidden="true" />
    </tr>
  );
}
