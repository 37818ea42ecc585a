import { useCallback, useLayoutEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';

/** A cell of the grid. Row 0 is the heads; column 0 the first after the row's head. */
export type Place = { readonly row: number; readonly column: number };

type Size = { readonly rows: number; readonly columns: number; readonly page: number };

const STEPS: Readonly<Record<string, (at: Place, size: Size, ctrl: boolean) => Place>> = {
  ArrowUp: ({ row, column }) => ({ row: row - 1, column }),
  ArrowDown: ({ row, column }) => ({ row: row + 1, column }),
  ArrowLeft: ({ row, column }) => ({ row, column: column - 1 }),
  ArrowRight: ({ row, column }) => ({ row, column: column + 1 }),
  PageUp: ({ row, column }, { page }) => ({ row: row - page, column }),
  PageDown: ({ row, column }, { page }) => ({ row: row + page, column }),
  Home: ({ row }, _size, ctrl) => ({ row: ctrl ? 0 : row, column: 0 }),
  End: ({ row }, { rows, columns }, ctrl) => ({ row: ctrl ? rows - 1 : row, column: columns - 1 }),
};

/** Where a key of the ARIA grid pattern leads; null for any other key. Never outside the grid. */
export function placeAfter(key: string, ctrl: boolean, at: Place, size: Size): Place | null {
  const step = STEPS[key]?.(at, size, ctrl);
  if (step === undefined) return null;
  return { row: clamp(step.row, size.rows - 1), column: clamp(step.column, size.columns - 1) };
}

type Grid = {
  readonly at: Place;
  readonly setAt: (place: Place) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
};

/**
 * One stop of Tab in the grid; keys move it, Enter and the space bar open. Cells out of sight may not be in the page:
 * `bringIntoSight` scrolls, and the focus follows when the cell is drawn.
 */
export function useGrid(
  grid: RefObject<HTMLElement | null>,
  size: Size,
  { bringIntoSight, open }: { bringIntoSight: (place: Place) => void; open: (place: Place) => void },
): Grid {
  const [at, setAt] = useState<Place>({ row: 1, column: 0 });
  const wanted = useRef<Place | null>(null);
  useLayoutEffect(() => {
    const place = wanted.current;
    if (place === null) return;
    const cell = grid.current?.querySelector<HTMLElement>(`[data-at="${nameOf(place)}"]`);
    if (cell === null || cell === undefined) return;
    wanted.current = null;
    cell.focus({ preventScroll: true });
  });
  // Rows and columns may have become fewer since.
  const stop = { row: clamp(at.row, size.rows - 1), column: clamp(at.column, size.columns - 1) };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      open(stop);
      return;
    }
    const place = placeAfter(event.key, event.ctrlKey || event.metaKey, stop, size);
    if (place === null) return;
    event.preventDefault();
    wanted.current = place;
    setAt(place);
    bringIntoSight(place);
  };
  return {
    at: stop,
    setAt: useCallback((place: Place) => {
      setAt((now) => (same(now, place) ? now : place));
    }, []),
    onKeyDown,
  };
}

/** The cell that an event came from; null where it came from none. */
export function placeOf(target: EventTarget): Place | null {
  const name = target instanceof Element ? target.closest('[data-at]')?.getAttribute('data-at') : null;
  const [row, column] = (name ?? '').split('-').map(Number);
  return row === undefined || column === undefined ? null : { row, column };
}

export const nameOf = ({ row, column }: Place): string => `${String(row)}-${String(column)}`;

const same = (a: Place, b: Place): boolean => a.row === b.row && a.column === b.column;

export const clamp = (value: number, most: number): number => Math.min(Math.max(value, 0), Math.max(most, 0));
