import { fitLine, spread, steepening } from './fit.js';

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

describe('steepening', () => {
  it('is one for a straight line, more where it bends up, less where it bends down', () => {
    const through = (f: (x: number) => number): number =>
      steepening([1, 2, 3, 4, 5].map((x) => [x, f(x)] as const));
    expect(through((x) => 3 * x + 1)).toBeCloseTo(1);
    expect(through((x) => x ** 2)).toBeGreaterThan(1.5);
    expect(through(Math.sqrt)).toBeLessThan(0.8);
  });
});

describe('spread', () => {
  it('is the largest as a multiple of the smallest', () => {
    expect(spread([4, 5, 6])).toBe(1.5);
  });
});
