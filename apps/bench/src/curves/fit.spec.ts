import { fitLine, spread } from './fit.js';

describe('a straight line through points', () => {
  it('is the line itself where they lie on one', () => {
    const fit = fitLine([
      [0, 3],
      [2, 7],
      [5, 13],
    ]);
    expect([fit.intercept, fit.slope, fit.r2].map((value) => Number(value.toFixed(9)))).toEqual([3, 2, 1]);
  });

  it('says how far they are from one', () => {
    const curved = fitLine([
      [1, 1],
      [2, 4],
      [3, 9],
      [4, 100],
    ]);
    expect(curved.r2).toBeLessThan(0.8);
  });
});

describe('spread', () => {
  it('is the largest as a multiple of the smallest', () => {
    expect(spread([4, 5, 6])).toBe(1.5);
  });
});
