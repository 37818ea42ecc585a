import {
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type MouseEvent,
  type ReactNode,
} from 'react';
import { flushSync } from 'react-dom';
import { useT } from '../messages/use-t.js';
import type { GridProps } from './board-grid.js';
import { CanvasCells, type Shown } from './canvas-cells.js';
import {
  geometryOf,
  inSight,
  placeUnder,
  planeOf,
  scrollTo,
  type Geometry,
  type Point,
  type Size,
} from './geometry.js';
import { placeOf, useGrid, type Place } from './use-grid.js';
import { pointOf, sizeOf, usePainter } from './use-painter.js';

/** Until it is measured as large as a desk's screen: the first picture is whole. */
const FIRST: Size = { width: 1_400, height: 740 };
/** Cells for readers follow when scrolling has come to rest: the picture needs the time. */
const REST_MS = 120;
/** Left of what is scrolled stays this much, so that a row's name is read also where the screen is narrow. */
const LABEL = { wide: 208, narrow: 104 };

/**
 * A board of many cells as a picture, painted anew at every frame of scrolling, with an ARIA grid of what is in sight laid over it:
 * hundreds of elements that move cost more than a frame has (ADR 0031).
 */
export function BoardCanvas({
  rows,
  columns,
  heat,
  label: name,
  onOpen,
}: GridProps & { heat: boolean }): ReactNode {
  const t = useT();
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState<Size>(FIRST);
  const label = size.width < 640 ? LABEL.narrow : LABEL.wide;
  const geometry = useMemo(
    () => boardGeometry(columns, rows.length, heat, label),
    [columns, rows.length, heat, label],
  );
  const [at, setAt] = useState<Point>({ left: 0, top: 0 });
  const shown: Shown = useMemo(() => inSight(geometry, at, size), [geometry, at, size]);
  const follow = (): void => {
    if (scroller.current !== null) setAt(pointOf(scroller.current));
  };
  const repaint = usePainter(
    canvas,
    scroller,
    useMemo(() => ({ rows, columns, geometry, heat }), [rows, columns, geometry, heat]),
  );
  useSize(scroller, setSize);
  const painted = usePainted();
  const followAtRest = useAtRest(follow);
  const onScroll = (): void => {
    repaint();
    followAtRest();
  };
  const bringIntoSight = (place: Place): void => {
    const element = scroller.current;
    if (element === null) return;
    element.scrollTo(scrollTo(geometry, pointOf(element), sizeOf(element), place));
    // The focus goes to a cell that has to be there.
    flushSync(follow);
  };
  const grid = { rows: rows.length + 2, columns: columns.length, page: pageOf(geometry, size) };
  const { at: stop, setAt: setStop, onKeyDown } = useGrid(scroller, grid, { bringIntoSight, open: onOpen });
  const onClick = (event: MouseEvent): void => {
    const place = placeOf(event.target) ?? placeOfPointer(event, geometry, scroller.current);
    if (place === null) return;
    setStop(place);
    onOpen(place);
  };
  const plane = planeOf(geometry);
  return (
    <div className="board-frame" style={{ maxWidth: plane.width + 2 }}>
      <canvas ref={canvas} aria-hidden="true" />
      <div
        ref={scroller}
        className="board-scroll"
        onScroll={onScroll}
        style={{ height: `min(${String(plane.height)}px, 82vh)` }}
      >
        <div
          role="grid"
          tabIndex={-1}
          className="board-plane"
          aria-label={name}
          aria-rowcount={grid.rows}
          aria-colcount={grid.columns + 1}
          style={{ width: plane.width, height: plane.height }}
          onKeyDown={onKeyDown}
          onFocus={(event) => {
            const place = placeOf(event.target);
            if (place !== null) setStop(place);
          }}
          onClick={onClick}
        >
          {painted && (
            <CanvasCells rows={rows} columns={columns} geometry={geometry} shown={shown} stop={stop} t={t} />
          )}
        </div>
      </div>
    </div>
  );
}

function boardGeometry(columns: GridProps['columns'], rows: number, heat: boolean, label: number): Geometry {
  return geometryOf(
    columns.map((column) => (heat ? 26 : widthOf(column))),
    heat ? { label, head: 64, foot: 64, row: 22, rows } : { label, head: 33, foot: 40, row: 33, rows },
  );
}

/** Pixels for a column's short name with its mark of opening. */
export function widthOf({ short, toggle }: GridProps['columns'][number]): number {
  return Math.max(42, 14 + short.length * 7 + (toggle === null ? 0 : 13));
}

const pageOf = ({ head, foot, row }: Geometry, { height }: Size): number =>
  Math.max(1, Math.floor((height - head - foot) / row) - 1);

function placeOfPointer(event: MouseEvent, geometry: Geometry, element: HTMLElement | null): Place | null {
  if (element === null) return null;
  const { left, top } = element.getBoundingClientRect();
  const point = { left: event.clientX - left, top: event.clientY - top };
  return placeUnder(geometry, pointOf(element), sizeOf(element), point);
}

/** Does it once nothing has asked for it for a while. */
function useAtRest(act: () => void): () => void {
  const timer = useRef(0);
  return () => {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(act, REST_MS);
  };
}

/** Whether the first picture has been seen: what is laid over it takes as long again to make. */
function usePainted(): boolean {
  const [painted, setPainted] = useState(false);
  useEffect(() => {
    let timer = 0;
    const frame = requestAnimationFrame(() => {
      timer = window.setTimeout(() => {
        setPainted(true);
      });
    });
    return () => {
      cancelAnimationFrame(frame);
      window.clearTimeout(timer);
    };
  }, []);
  return painted;
}

function useSize(scroller: React.RefObject<HTMLElement | null>, onSize: (size: Size) => void): void {
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => {
      onSize(sizeOf(element));
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, [scroller, onSize]);
}
