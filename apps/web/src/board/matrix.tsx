import type { Act, Delegation, Procedure } from '@entente/contracts';
import { useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useT } from '../messages/use-t.js';
import type { Board } from './board.js';
import { CellDialog, VoteDialog, type OpenedCell } from './cell-dialog.js';
import { columnsOf, type Column } from './columns.js';
import { ColumnHead, PositionCell, VoteCell } from './matrix-cells.js';

type Place = { readonly row: number; readonly column: number };
type Opened = OpenedCell | { readonly partner: Delegation; readonly act: Act };

/** Partners × provisions: an ARIA grid with arrow keys; first column and header stay in sight (UI §2). */
export function Matrix({ board, procedure }: { board: Board; procedure: Procedure | null }): ReactNode {
  const t = useT();
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set());
  const [opened, setOpened] = useState<Opened | null>(null);
  const columns = useMemo(() => columnsOf(board, expanded, t), [board, expanded, t]);
  const { grid, at, setAt, move } = useGrid(board.partners.length, columns.length + 1);
  const toggle = (document: string): void => {
    const next = new Set(expanded);
    if (!next.delete(document)) next.add(document);
    setExpanded(next);
  };
  const close = (): void => {
    setOpened(null);
  };
  return (
    <div className="matrix-wrap">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- a table is what ARIA's grid pattern is laid over */}
      <table ref={grid} className="matrix" role="grid" aria-label={t('board.caption')} onKeyDown={move}>
        <thead>
          <tr>
            <th scope="col" className="matrix-corner">
              {t('board.partner')}
            </th>
            <th scope="col" className="matrix-vote">
              {t('board.vote')}
            </th>
            {columns.map((column) => (
              <ColumnHead key={column.key} column={column} onToggle={toggle} />
            ))}
          </tr>
        </thead>
        <tbody>
          {board.partners.map((partner, row) => (
            <Row
              key={partner.code}
              partner={partner}
              row={row}
              at={at}
              columns={columns}
              procedure={procedure}
              onFocus={setAt}
              onOpen={setOpened}
            />
          ))}
        </tbody>
      </table>
      {opened !== null && 'cell' in opened && <CellDialog {...opened} onClose={close} />}
      {opened !== null && 'act' in opened && <VoteDialog {...opened} onClose={close} />}
    </div>
  );
}

type RowProps = {
  partner: Delegation;
  row: number;
  at: Place;
  columns: readonly Column[];
  procedure: Procedure | null;
  onFocus: (place: Place) => void;
  onOpen: (opened: Opened) => void;
};

function Row({ partner, row, at, columns, procedure, onFocus, onOpen }: RowProps): ReactNode {
  const act = procedure?.acts.find((one) => one.partner === partner.code);
  const spot = (column: number) => ({
    'data-at': `${String(row)}-${String(column)}`,
    tabIndex: at.row === row && at.column === column ? 0 : -1,
    onFocus: () => {
      onFocus({ row, column });
    },
  });
  return (
    <tr>
      <th scope="row">
        <span className="matrix-code">{partner.code}</span> {partner.name}
      </th>
      <td className="matrix-vote">
        <VoteCell
          partner={partner}
          act={act}
          procedure={procedure}
          spot={spot(0)}
          onOpen={() => {
            if (act !== undefined) onOpen({ partner, act });
          }}
        />
      </td>
      {columns.map((column, index) => {
        const cell = column.cell(partner.code);
        return (
          <td key={column.key} className={column.first ? 'matrix-first' : undefined}>
            <PositionCell
              partner={partner}
              column={column}
              cell={cell}
              spot={spot(index + 1)}
              onOpen={() => {
                onOpen({ partner, cell, name: column.name, provision: column.provision });
              }}
            />
          </td>
        );
      })}
    </tr>
  );
}

const STEPS: Readonly<Record<string, readonly [row: number, column: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** One stop of Tab in the grid; arrows move it. */
function useGrid(rows: number, columns: number) {
  const grid = useRef<HTMLTableElement>(null);
  const [at, setAt] = useState<Place>({ row: 0, column: 0 });
  const move = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const row = clamp(at.row + step[0], rows - 1);
    const column = clamp(at.column + step[1], columns - 1);
    setAt({ row, column });
    grid.current?.querySelector<HTMLElement>(`[data-at="${String(row)}-${String(column)}"]`)?.focus();
  };
  return { grid, at, setAt, move };
}

const clamp = (value: number, most: number): number => Math.min(Math.max(value, 0), most);
