import { columnAt, geometryOf, inSight, placeUnder, planeOf, scrollTo } from './geometry.js';

/** Three columns of 40, 60 and 40 px, ten rows. */
const BOARD = geometryOf([40, 60, 40], { label: 100, head: 30, foot: 40, row: 20, rows: 10 });
const TOP = { left: 0, top: 0 };
/** Half of the rows and two columns are in sight. */
const SIZE = { width: 200, height: 170 };

describe('where the cells of a large board stand', () => {
  it('the plane holds labels, heads, cells and results', () => {
    expect(planeOf(BOARD)).toEqual({ width: 240, height: 270 });
  });

  it.each([
    [-5, 0],
    [0, 0],
    [39, 0],
    [40, 1],
    [99, 1],
    [100, 2],
    [500, 2],
  ])('%d px from the labels is column %d', (x, column) => {
    expect(columnAt(BOARD.lefts, x)).toBe(column);
  });

  it('what is in sight, also where a row is cut', () => {
    expect(inSight(BOARD, TOP, SIZE)).toEqual({
      rows: { first: 0, last: 4 },
      columns: { first: 0, last: 1 },
    });
    expect(inSight(BOARD, { left: 40, top: 10 }, SIZE)).toEqual({
      rows: { first: 0, last: 5 },
      columns: { first: 1, last: 2 },
    });
  });

  it('a board without columns or rows shows none', () => {
    const empty = geometryOf([], { label: 100, head: 30, foot: 0, row: 20, rows: 0 });
    const { rows, columns } = inSight(empty, TOP, SIZE);
    expect(rows.last).toBeLessThan(rows.first);
    expect(columns).toEqual({ first: 0, last: 0 });
  });

  it('the place under the pointer: heads are row 0, results the last', () => {
    const under = (left: number, top: number) => placeUnder(BOARD, TOP, SIZE, { left, top });
    expect(under(120, 5)).toEqual({ row: 0, column: 0 });
    expect(under(150, 31)).toEqual({ row: 1, column: 1 });
    expect(under(150, 129)).toEqual({ row: 5, column: 1 });
    expect(under(150, 131)).toEqual({ row: 11, column: 1 });
    expect(under(20, 60)).toBeNull();
  });

  it('under the pointer after scrolling', () => {
    expect(placeUnder(BOARD, { left: 40, top: 100 }, SIZE, { left: 165, top: 31 })).toEqual({
      row: 6,
      column: 2,
    });
  });

  it('scrolls as little as shows a place whole', () => {
    expect(scrollTo(BOARD, TOP, SIZE, { row: 2, column: 1 })).toEqual(TOP);
    expect(scrollTo(BOARD, TOP, SIZE, { row: 10, column: 2 })).toEqual({ left: 40, top: 100 });
    expect(scrollTo(BOARD, { left: 40, top: 100 }, SIZE, { row: 1, column: 0 })).toEqual(TOP);
    expect(scrollTo(BOARD, { left: 0, top: 60 }, SIZE, { row: 0, column: 0 })).toEqual({ left: 0, top: 60 });
  });
});
