import { placeAfter } from './use-grid.js';

const SIZE = { rows: 200, columns: 301, page: 20 };

describe('keys on the board', () => {
  it('arrows move by one and stop at the edges', () => {
    expect(placeAfter('ArrowRight', false, { row: 0, column: 0 }, SIZE)).toEqual({ row: 0, column: 1 });
    expect(placeAfter('ArrowUp', false, { row: 0, column: 5 }, SIZE)).toEqual({ row: 0, column: 5 });
    expect(placeAfter('ArrowRight', false, { row: 3, column: 300 }, SIZE)).toEqual({ row: 3, column: 300 });
  });

  it('Page Up and Page Down move by what is in sight', () => {
    expect(placeAfter('PageDown', false, { row: 190, column: 4 }, SIZE)).toEqual({ row: 199, column: 4 });
    expect(placeAfter('PageUp', false, { row: 50, column: 4 }, SIZE)).toEqual({ row: 30, column: 4 });
  });

  it('Home and End move in the row, with Ctrl in the grid', () => {
    expect(placeAfter('End', false, { row: 7, column: 2 }, SIZE)).toEqual({ row: 7, column: 300 });
    expect(placeAfter('Home', true, { row: 7, column: 2 }, SIZE)).toEqual({ row: 0, column: 0 });
    expect(placeAfter('End', true, { row: 7, column: 2 }, SIZE)).toEqual({ row: 199, column: 300 });
  });

  it('leaves every other key alone', () => {
    expect(placeAfter('Tab', false, { row: 0, column: 0 }, SIZE)).toBeNull();
    expect(placeAfter('a', false, { row: 0, column: 0 }, SIZE)).toBeNull();
  });

  it('stays in an empty grid', () => {
    expect(placeAfter('End', true, { row: 0, column: 0 }, { rows: 0, columns: 1, page: 0 })).toEqual({
      row: 0,
      column: 0,
    });
  });
});
