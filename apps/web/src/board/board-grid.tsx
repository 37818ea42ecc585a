import type { ReactNode } from 'react';
import { BoardCanvas } from './board-canvas.js';
import { BoardTable } from './board-table.js';
import type { Column } from './face.js';
import type { Row } from './rows.js';
import type { Place } from './use-grid.js';

export type GridProps = {
  readonly rows: readonly Row[];
  readonly columns: readonly Column[];
  readonly label: string;
  /** Row 0 is the heads, the last one the results. */
  readonly onOpen: (place: Place) => void;
};

/** More partners than this are shown as a heat map (UI §2). */
export const MOST_IN_MARKS = 40;
/** More cells than this take longer to lay out as a table than a screen may take to come up. */
const MOST_IN_TABLE = 1_200;

/** Whether a board is painted as a picture rather than held in the page. */
export const isLarge = (rows: number, columns: number): boolean =>
  rows > MOST_IN_MARKS || rows * columns > MOST_IN_TABLE;

/** The board in the form that its size asks for; to keys, readers and pointers both are the same grid. */
export function BoardGrid(props: GridProps): ReactNode {
  const { rows, columns } = props;
  if (!isLarge(rows.length, columns.length)) return <BoardTable {...props} />;
  return <BoardCanvas {...props} heat={rows.length > MOST_IN_MARKS} />;
}
