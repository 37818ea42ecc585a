import { clamp, type Place } from './use-grid.js';

/** Where everything of a large board stands, in pixels of its own plane: labels left, heads above, results below stay in sight. */
export type Geometry = {
  readonly label: number;
  readonly head: number;
  readonly foot: number;
  readonly row: number;
  /** Left edge of each column behind the labels, and the end of the last. */
  readonly lefts: readonly number[];
  readonly rows: number;
};

export type Point = { readonly left: number; readonly top: number };
export type Size = { readonly width: number; readonly height: number };
/** First and last that are in sight, the last included; last below first: none. */
export type Span = { readonly first: number; readonly last: number };

type Measures = Pick<Geometry, 'label' | 'head' | 'foot' | 'row' | 'rows'>;

export function geometryOf(widths: readonly number[], measures: Measures): Geometry {
  const lefts = [0];
  for (const width of widths) lefts.push((lefts.at(-1) ?? 0) + width);
  return { ...measures, lefts };
}

export const planeOf = ({ label, head, foot, row, rows, lefts }: Geometry): Size => ({
  width: label + (lefts.at(-1) ?? 0),
  height: head + row * rows + foot,
});

/** What is in sight of the cells, under the parts that stay. */
export function inSight(geometry: Geometry, at: Point, size: Size): { rows: Span; columns: Span } {
  const { label, head, foot, row, rows, lefts } = geometry;
  const height = size.height - head - foot;
  const width = size.width - label;
  return {
    rows: {
      first: clamp(Math.floor(at.top / row), rows),
      last: Math.min(Math.ceil((at.top + height) / row), rows) - 1,
    },
    columns: { first: columnAt(lefts, at.left), last: columnAt(lefts, at.left + width - 1) },
  };
}

/** The column that covers `x`, counted from the labels; the nearest one outside. By halves: boards are wide. */
export function columnAt(lefts: readonly number[], x: number): number {
  let low = 0;
  let high = lefts.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lefts[middle] ?? 0) <= x) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, Math.min(low, high));
}

/** The place of the grid under a point of the screen's part; row 0 is the heads, the last one the results. Null: a label, or nothing. */
export function placeUnder(geometry: Geometry, at: Point, size: Size, point: Point): Place | null {
  const { label, head, foot, row, rows, lefts } = geometry;
  const x = point.left - label + at.left;
  if (point.left < label || x >= (lefts.at(-1) ?? 0)) return null;
  const column = columnAt(lefts, x);
  if (point.top < head) return { row: 0, column };
  if (point.top >= Math.min(size.height, planeOf(geometry).height) - foot) return { row: rows + 1, column };
  const under = Math.floor((point.top - head + at.top) / row);
  return under < rows ? { row: under + 1, column } : null;
}

/** The least scrolling after which a place is whole in sight. */
export function scrollTo(geometry: Geometry, at: Point, size: Size, { row, column }: Place): Point {
  const { label, head, foot, lefts, rows } = geometry;
  const left = lefts[column] ?? 0;
  const right = lefts[column + 1] ?? left;
  const across = nearest(at.left, { from: left, to: right, room: size.width - label });
  // Heads and results never leave.
  if (row === 0 || row > rows) return { left: across, top: at.top };
  const top = (row - 1) * geometry.row;
  const room = size.height - head - foot;
  return { left: across, top: nearest(at.top, { from: top, to: top + geometry.row, room }) };
}

function nearest(now: number, { from, to, room }: { from: number; to: number; room: number }): number {
  if (from < now) return from;
  return to > now + room ? to - room : now;
}
