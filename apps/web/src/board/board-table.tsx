import { ChevronLeft, ChevronRight } from 'lucide-react';
import { memo, useRef, type ReactNode } from 'react';
import { useT } from '../messages/use-t.js';
import { SignMark } from '../ui/stance-mark.js';
import type { GridProps } from './board-grid.js';
import { widthOf } from './board-canvas.js';
import { headWords } from './canvas-cells.js';
import { SIGN_OF, resultHeard, type Column, type Face, type Result } from './face.js';
import type { Row } from './rows.js';
import { nameOf, placeOf, useGrid, type Place } from './use-grid.js';

/** A board that a page holds whole: a table with ARIA's grid pattern laid over it (UI §2). */
export function BoardTable({ rows, columns, label, onOpen }: GridProps): ReactNode {
  const grid = useRef<HTMLTableElement>(null);
  const size = { rows: rows.length + 2, columns: columns.length, page: 10 };
  const { at, setAt, onKeyDown } = useGrid(grid, size, {
    bringIntoSight: (place) => {
      grid.current
        ?.querySelector(`[data-at="${nameOf(place)}"]`)
        ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    },
    open: onOpen,
  });
  const heard = (act: (place: Place) => void) => (event: { target: EventTarget }) => {
    const place = placeOf(event.target);
    if (place !== null) act(place);
  };
  const stopIn = (row: number): number | null => (at.row === row ? at.column : null);
  return (
    <div className="matrix-wrap">
      <table
        ref={grid}
        className="matrix"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- a table is what ARIA's grid pattern is laid over
        role="grid"
        aria-label={label}
        onKeyDown={onKeyDown}
        onFocus={heard(setAt)}
        onClick={heard(onOpen)}
      >
        <colgroup>
          <col className="matrix-col-partner" />
          {columns.map((column) => (
            <col key={column.key} style={{ width: widthOf(column) }} />
          ))}
        </colgroup>
        <Heads columns={columns} stop={stopIn(0)} />
        <tbody>
          {rows.map((row, index) => (
            <Line
              key={row.partner.code}
              row={row}
              index={index + 1}
              columns={columns}
              stop={stopIn(index + 1)}
            />
          ))}
        </tbody>
        <Results columns={columns} index={rows.length + 1} stop={stopIn(rows.length + 1)} />
      </table>
    </div>
  );
}

type LineProps = { columns: readonly Column[]; stop: number | null };

const spot = (row: number, column: number, stop: number | null) => ({
  'data-at': nameOf({ row, column }),
  tabIndex: stop === column ? 0 : -1,
});

const Heads = memo(function Heads({ columns, stop }: LineProps): ReactNode {
  const t = useT();
  return (
    <thead>
      <tr>
        <th scope="col" className="matrix-corner">
          {t('board.partner')}
        </th>
        {columns.map((column, index) => {
          const Icon = column.expanded ? ChevronLeft : ChevronRight;
          return (
            <th
              key={column.key}
              scope="col"
              {...spot(0, index, stop)}
              className={classOf(column, 'matrix-head')}
              title={column.title}
              aria-label={headWords(column, t)}
              {...(column.toggle === null ? {} : { 'aria-expanded': column.expanded })}
            >
              {column.short}
              {column.toggle !== null && <Icon size={12} aria-hidden="true" />}
            </th>
          );
        })}
      </tr>
    </thead>
  );
});

type RowProps = LineProps & { row: Row; index: number };

/** One partner. Drawn again only where it, the columns or the stop of Tab in it change. */
const Line = memo(function Line({
  row: { partner, associated, groupStart },
  index,
  columns,
  stop,
}: RowProps): ReactNode {
  const t = useT();
  return (
    <tr className={groupStart ? 'matrix-group' : undefined}>
      <th scope="row" title={partner.name}>
        <span className="matrix-code">{partner.code}</span> {partner.name}
        {associated && <span className="quiet"> {t('board.associated')}</span>}
      </th>
      {columns.map((column, at) => {
        const face = column.face(partner);
        return (
          <td
            key={column.key}
            {...spot(index, at, stop)}
            className={classOf(column, face.supposed ? 'matrix-cell is-supposed' : 'matrix-cell')}
            aria-label={t('board.cell', { partner: partner.name, column: column.name, words: face.words })}
          >
            <Mark face={face} />
          </td>
        );
      })}
    </tr>
  );
});

function Mark({ face: { sign, stale, note } }: { face: Face }): ReactNode {
  return (
    <>
      <SignMark sign={sign} stale={stale} label={null} />
      {note && <span className="matrix-note" />}
    </>
  );
}

const Results = memo(function Results({ columns, index, stop }: LineProps & { index: number }): ReactNode {
  const t = useT();
  return (
    <tfoot>
      <tr>
        <th scope="row">{t('board.result')}</th>
        {columns.map((column, at) => {
          const result = column.result();
          return (
            <td
              key={column.key}
              {...spot(index, at, stop)}
              className={classOf(column, 'matrix-cell')}
              title={result.words}
              aria-label={t('board.resultCell', { column: column.name, words: resultHeard(result) })}
            >
              <ResultFigures result={result} />
            </td>
          );
        })}
      </tr>
    </tfoot>
  );
});

function ResultFigures({ result: { short, verdict } }: { result: Result }): ReactNode {
  return (
    <span className="matrix-result">
      {short}
      {verdict !== null && <b className={`is-${verdict}`}>{SIGN_OF[verdict]}</b>}
    </span>
  );
}

const classOf = ({ first }: Column, others: string): string => (first ? `${others} matrix-first` : others);
