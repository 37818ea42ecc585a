import { numberOf, numbersOf } from './number-of.js';

describe('numbers as they are typed', () => {
  it('are numbers where they are whole, and else stay as typed', () => {
    expect([numberOf('5'), numberOf('0'), numberOf(''), numberOf('-1'), numberOf('2.5')]).toEqual([
      5,
      0,
      '',
      '-1',
      '2.5',
    ]);
  });

  it('several stand between spaces or commas', () => {
    expect(numbersOf(' 90, 30  7 ')).toEqual([90, 30, 7]);
    expect(numbersOf('')).toEqual([]);
    expect(numbersOf('90 soon')).toEqual([90, 'soon']);
  });
});
