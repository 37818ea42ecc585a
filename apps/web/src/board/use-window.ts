import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { useCallback, type RefObject } from 'react';
import type { Column } from './columns.js';

export const ROW_HEIGHT = 33;
/** Before the scroller is measured, as large as a desk's screen: the first paint is whole. */
const FIRST_RECT = { width: 1_600, height: 1_000 };
const BEYOND = 5;

type Axis = Virtualizer<HTMLDivElement, HTMLTableRowElement>;

/** The part of the board in sight, with some beyond it: indices, and the room before and after in pixels. */
export type Span = {
  readonly first: number;
  /** Inclusive; below `first` where nothing is there. */
  readonly last: number;
  readonly before: number;
  readonly after: number;
};

export type Window = {
  readonly rows: Span;
  readonly columns: Span;
  readonly bringIntoSight: (place: { row: number; column: number }) => void;
  /** Rows that fit. */
  readonly page: number;
};

/** Draws only what is in sight of partners × columns, so that the cost does not depend on the size of the board. */
export function useWindow(
  scroller: RefObject<HTMLDivElement | null>,
  rowCount: number,
  columns: readonly Column[],
): Window {
  // oxlint-disable-next-line react/incompatible-library -- its functions are called in this render and passed to nothing that is memoized
  const rows: Axis = useVirtualizer({
    count: rowCount,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: BEYOND,
    initialRect: FIRST_RECT,
    scrollPaddingStart: ROW_HEIGHT,
  });
  // A new function where columns change: positions are computed again, each by its own width.
  const keyOf = useCallback((index: number) => columns[index]?.key ?? index, [columns]);
  const across: Axis = useVirtualizer({
    count: columns.length,
    getItemKey: keyOf,
    horizontal: true,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => widthOf(columns[index]),
    overscan: BEYOND,
    initialRect: FIRST_RECT,
  });
  return {
    rows: spanOf(rows, rowCount),
    columns: spanOf(across, columns.length),
    bringIntoSight: ({ row, column }) => {
      rows.scrollToIndex(row);
      if (column > 0) across.scrollToIndex(column - 1);
      else scroller.current?.scrollTo({ left: 0 });
    },
    page: Math.max(1, Math.floor((rows.scrollRect?.height ?? FIRST_RECT.height) / ROW_HEIGHT) - 2),
  };
}

function spanOf(axis: Axis, count: number): Span {
  const items = axis.getVirtualItems();
  const [head] = items;
  const tail = items.at(-1);
  if (head === undefined || tail === undefined || count === 0) {
    return { first: 0, last: -1, before: 0, after: axis.getTotalSize() };
  }
  return {
    first: head.index,
    last: Math.min(tail.index, count - 1),
    before: head.start,
    after: Math.max(0, axis.getTotalSize() - tail.end),
  };
}

/** Pixels for a column's short name with its mark of opening. */
export function widthOf(column: Column | undefined): number {
  const letters = column?.short.length ?? 0;
  return Math.max(40, 14 + letters * 7 + (column?.toggle === null ? 0 : 13));
}
