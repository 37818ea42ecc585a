import { figure, markdownTable, ratio, textTable } from './table.js';

const table = {
  head: ['', 'p50 ms', 'CPU s'],
  rows: [
    ['relay', '1.0', '0.30'],
    ['hocuspocus', '12.5', '–'],
  ],
};

describe('a table', () => {
  it('is aligned: names to the left, figures to the right', () => {
    expect(textTable(table).split('\n')).toEqual([
      '            p50 ms  CPU s',
      '──────────  ──────  ─────',
      'relay          1.0   0.30',
      'hocuspocus    12.5      –',
    ]);
  });

  it('is the same in Markdown', () => {
    expect(markdownTable(table).split('\n')).toEqual([
      '|  | p50 ms | CPU s |',
      '| --- | ---: | ---: |',
      '| relay | 1.0 | 0.30 |',
      '| hocuspocus | 12.5 | – |',
    ]);
  });

  it('shows a figure with its digits, and a dash for what was not measured', () => {
    expect([figure(1234.56, 1), figure(0.1, 3), figure(Number.NaN, 1), figure(undefined, 1)]).toEqual([
      '1,234.6',
      '0.100',
      '–',
      '–',
    ]);
  });

  it('shows a multiple, and none of nothing', () => {
    expect([ratio(3, 2), ratio(3, 0), ratio(undefined, 2), ratio(2, Number.NaN)]).toEqual([
      '1.50×',
      '–',
      '–',
      '–',
    ]);
  });
});
