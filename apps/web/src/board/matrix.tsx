import type { Act, Delegation, Procedure } from '@entente/contracts';
import { memo, useCallback, useMemo, useRef, useState, type ReactNode } from 'react';
import { useT } from '../messages/use-t.js';
import type { Board } from './board.js';
import { CellDialog, VoteDialog, type OpenedCell } from './cell-dialog.js';
import { columnsOf, type Column } from './columns.js';
import { ColumnHead } from './matrix-cells.js';
import { MatrixRow } from './matrix-row.js';
import { clamp, placeOf, useGrid, type Place } from './use-grid.js';
import { useWindow, widthOf, type Span, type Window } from './use-window.js';

type Opened = OpenedCell | { readonly partner: Delegation; readonly act: Act };

/**
 * Partners × provisions: an ARIA grid with arrow keys; first column and header stay in sight (UI §2). Only what is in sight is
 * in the page, whose size is told by row and column counts.
 */
export function Matrix({ board, procedure }: { board: Board; procedure: Procedure | null }): ReactNode {
  const t = useT();
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set());
  const [opened, setOpened] = useState<Opened | null>(null);
  const columns = useMemo(() => columnsOf(board, expanded, t), [board, expanded, t]);
  const acts = useMemo(() => new Map(procedure?.acts.map((act) => [act.partner, act])), [procedure]);
  const scroller = useRef<HTMLDivElement>(null);
  const shown = useWindow(scroller, board.partners.length, columns);
  const size = { rows: board.partners.length, columns: columns.length + 1, page: shown.page };
  const { at: stopAt, setAt, move } = useGrid(scroller, size, shown.bringIntoSight);
  const toggle = useCallback((document: string): void => {
    setExpanded((now) =>
      now.has(document) ? new Set([...now].filter((one) => one !== document)) : new Set([...now, document]),
    );
  }, []);
  const open = ({ row, column }: Place): void => {
    const partner = board.partners[row];
    if (partner === undefined) return;
    const act = acts.get(partner.code);
    const under = columns[column - 1];
    if (under !== undefined) {
      setOpened({ partner, cell: under.cell(partner.code), name: under.name, provision: under.provision });
    } else if (act !== undefined) setOpened({ partner, act });
  };
  return (
    <div ref={scroller} className="matrix-wrap">
      <table
        className="matrix"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- a table is what ARIA's grid pattern is laid over
        role="grid"
        aria-label={t('board.caption')}
        aria-rowcount={size.rows + 1}
        aria-colcount={size.columns + 1}
        onKeyDown={move}
        onFocus={at(setAt)}
        onClick={at(open)}
      >
        <InSight
          board={board}
          columns={columns}
          shown={shown}
          stopAt={stopAt}
          procedure={procedure}
          acts={acts}
          onToggle={toggle}
        />
      </table>
      <OpenedDialog
        opened={opened}
        onClose={() => {
          setOpened(null);
        }}
      />
    </div>
  );
}

const at =
  (act: (place: Place) => void) =>
  ({ target }: { target: EventTarget }): void => {
    const place = placeOf(target);
    if (place !== null) act(place);
  };

type InSightProps = {
  board: Board;
  columns: readonly Column[];
  shown: Pick<Window, 'rows' | 'columns'>;
  stopAt: Place;
  procedure: Procedure | null;
  acts: ReadonlyMap<string, Act>;
  onToggle: (document: string) => void;
};

/** Head and rows that are in sight, between fillers that stand for the rest. */
function InSight({ board, columns, shown, stopAt, procedure, acts, onToggle }: InSightProps): ReactNode {
  const { first, last, before, after } = shown.columns;
  const inSight = useMemo(() => columns.slice(first, last + 1), [columns, first, last]);
  // A stop of Tab has to be in the page, wherever the grid was scrolled to.
  const stop = {
    row: within(stopAt.row, shown.rows),
    column: stopAt.column === 0 ? 0 : within(stopAt.column - 1, shown.columns) + 1,
  };
  return (
    <>
      <colgroup>
        <col className="matrix-col-partner" />
        <col className="matrix-col-vote" />
        <col style={{ width: before }} />
        {inSight.map((column) => (
          <col key={column.key} style={{ width: widthOf(column) }} />
        ))}
        <col style={{ width: after }} />
      </colgroup>
      <Head columns={inSight} first={first} onToggle={onToggle} />
      <tbody>
        <Filler height={shown.rows.before} />
        {board.partners.slice(shown.rows.first, shown.rows.last + 1).map((partner, index) => {
          const row = shown.rows.first + index;
          return (
            <MatrixRow
              key={partner.code}
              partner={partner}
              row={row}
              stop={stop.row === row ? stop.column : null}
              columns={inSight}
              first={first}
              procedure={procedure}
              act={acts.get(partner.code)}
            />
          );
        })}
        <Filler height={shown.rows.after} />
      </tbody>
    </>
  );
}

type HeadProps = { columns: readonly Column[]; first: number; onToggle: (document: string) => void };

const Head = memo(function Head({ columns, first, onToggle }: HeadProps): ReactNode {
  const t = useT();
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th scope="col" className="matrix-corner" aria-colindex={1}>
          {t('board.partner')}
        </th>
        <th scope="col" className="matrix-vote" aria-colindex={2}>
          {t('board.vote')}
        </th>
        <td aria-hidden="true" />
        {columns.map((column, index) => (
          <ColumnHead key={column.key} column={column} index={first + index + 3} onToggle={onToggle} />
        ))}
        <td aria-hidden="true" />
      </tr>
    </thead>
  );
});

function OpenedDialog({ opened, onClose }: { opened: Opened | null; onClose: () => void }): ReactNode {
  if (opened === null) return null;
  return 'cell' in opened ? (
    <CellDialog {...opened} onClose={onClose} />
  ) : (
    <VoteDialog {...opened} onClose={onClose} />
  );
}

/** Stands for the rows that are out of sight. */
function Filler({ height }: { height: number }): ReactNode {
  return height === 0 ? null : <tr aria-hidden="true" style={{ height }} />;
}

const within = (index: number, span: Span): number => Math.max(span.first, clamp(index, span.last));
