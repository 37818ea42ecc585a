import { median, medians, percentile } from './statistics.js';

describe('percentile', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

  it('is the nearest rank of the sorted values', () => {
    expect([1, 50, 95, 99, 100].map((share) => percentile(hundred, share))).toEqual([1, 50, 95, 99, 100]);
  });

  it('of one value is that value, of none is not a number', () => {
    expect(percentile([7], 99)).toBe(7);
    expect(percentile([], 50)).toBeNaN();
  });
});

describe('median', () => {
  it('is the middle value, or the mean of the two in the middle', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([1, 2, 8, 9])).toBe(5);
  });

  it('leaves out what was not measured', () => {
    expect(median([Number.NaN, 4, Number.NaN])).toBe(4);
    expect(median([Number.NaN])).toBeNaN();
  });

  it('is taken key by key over rounds', () => {
    expect(medians([{ p50: 1, p99: 9 }, { p50: 3 }, { p50: 2, p99: 7 }])).toEqual({ p50: 2, p99: 8 });
  });
});
