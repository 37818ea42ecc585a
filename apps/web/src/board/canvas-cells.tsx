import { memo, useMemo, type ComponentProps, type CSSProperties, type ReactNode } from 'react';
import type { Translate } from '../messages/use-t.js';
import { resultHeard, type Column } from './face.js';
import type { Geometry, Span } from './geometry.js';
import type { Row } from './rows.js';
import { clamp, nameOf, type Place } from './use-grid.js';

/** What is in sight. */
export type Shown = { readonly rows: Span; readonly columns: Span };

type CellsProps = {
  readonly rows: readonly Row[];
  readonly columns: readonly Column[];
  readonly geometry: Geometry;
  readonly shown: Shown;
  readonly stop: Place;
  readonly t: Translate;
};

/** The ARIA grid over the picture: cells in sight, each where it is painted, with what it says. They show nothing but the focus. */
export const CanvasCells = memo(function CanvasCells(props: CellsProps): ReactNode {
  const { rows, columns, geometry, shown, t } = props;
  const { first, last } = shown.columns;
  const inSight = useMemo(
    () => columns.slice(first, last + 1).map((column, index) => ({ column, at: first + index })),
    [columns, first, last],
  );
  const stop = stopIn(props);
  const line = (row: number) => ({ row, inSight, geometry, stop: stop.row === row ? stop.column : null, t });
  return (
    <>
      <Heads {...line(0)} />
      {rows.slice(shown.rows.first, shown.rows.last + 1).map(({ partner }, index) => (
        <PartnerLine key={partner.code} {...line(shown.rows.first + index + 1)} partner={partner} />
      ))}
      <Results {...line(rows.length + 1)} />
    </>
  );
});

type LineProps = {
  row: number;
  inSight: readonly { readonly column: Column; readonly at: number }[];
  geometry: Geometry;
  stop: number | null;
  t: Translate;
};

/** A line is made anew where the columns in sight change, or where the stop of Tab comes or goes. */
const Heads = memo(function Heads(props: LineProps): ReactNode {
  const { geometry, t } = props;
  return (
    <Line
      {...props}
      className="board-row board-heads"
      style={{ height: geometry.head }}
      head={{ role: 'columnheader', 'aria-label': t('board.partner') }}
      cellOf={(column) => ({
        role: 'columnheader',
        title: column.title,
        'aria-label': headWords(column, t),
        ...(column.toggle === null ? {} : { 'aria-expanded': column.expanded }),
      })}
    />
  );
});

const PartnerLine = memo(function PartnerLine(props: LineProps & { partner: Row['partner'] }): ReactNode {
  const { row, geometry, t, partner } = props;
  return (
    <Line
      {...props}
      className="board-row"
      style={{ top: geometry.head + (row - 1) * geometry.row, height: geometry.row }}
      head={{ role: 'rowheader', 'aria-label': partner.name, title: partner.name }}
      cellOf={(column) => ({
        role: 'gridcell',
        'aria-label': t('board.cell', {
          partner: partner.name,
          column: column.name,
          words: column.face(partner).words,
        }),
      })}
    />
  );
});

const Results = memo(function Results(props: LineProps): ReactNode {
  const { geometry, t } = props;
  return (
    <Line
      {...props}
      className="board-row board-results"
      style={{ height: geometry.foot }}
      head={{ role: 'rowheader', 'aria-label': t('board.result') }}
      cellOf={(column) => ({
        role: 'gridcell',
        'aria-label': t('board.resultCell', { column: column.name, words: resultHeard(column.result()) }),
      })}
    />
  );
});

type Drawn = Omit<LineProps, 't'> & {
  className: string;
  style: CSSProperties;
  head: ComponentProps<'div'>;
  cellOf: (column: Column) => ComponentProps<'div'>;
};

function Line({ row, inSight, geometry, stop, className, style, head, cellOf }: Drawn): ReactNode {
  const { label, lefts } = geometry;
  return (
    <div role="row" aria-rowindex={row + 1} className={className} style={style}>
      <div {...head} aria-colindex={1} style={{ left: 0, width: label }} />
      {inSight.map(({ column, at }) => (
        <div
          key={column.key}
          {...cellOf(column)}
          data-at={nameOf({ row, column: at })}
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a cell of a grid takes the focus; its role comes with `cellOf`
          tabIndex={stop === at ? 0 : -1}
          aria-colindex={at + 2}
          style={{ left: label + (lefts[at] ?? 0), width: (lefts[at + 1] ?? 0) - (lefts[at] ?? 0) }}
        />
      ))}
    </div>
  );
}

export const headWords = ({ toggle, expanded, short, name }: Column, t: Translate): string =>
  toggle === null ? name : t(expanded ? 'board.collapse' : 'board.expand', { short, name });

/** A stop of Tab has to be in the page, wherever the board was scrolled to. Heads and results always are. */
function stopIn({ stop, shown, rows }: CellsProps): Place {
  const isCell = stop.row > 0 && stop.row <= rows.length;
  return {
    row: isCell ? within(stop.row - 1, shown.rows) + 1 : stop.row,
    column: within(stop.column, shown.columns),
  };
}

const within = (index: number, span: Span): number => Math.max(span.first, clamp(index, span.last));
