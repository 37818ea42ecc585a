/** A straight line through points, by least squares, and how well it goes through them. */
export interface Fit {
  readonly intercept: number;
  readonly slope: number;
  /** Share of the variance that the line explains; 1 is a straight line. */
  readonly r2: number;
}

export type Point = readonly [x: number, y: number];

export function fitLine(points: readonly Point[]): Fit {
  const meanX = mean(points.map(([x]) => x));
  const meanY = mean(points.map(([, y]) => y));
  const sxx = sum(points.map(([x]) => (x - meanX) ** 2));
  const sxy = sum(points.map(([x, y]) => (x - meanX) * (y - meanY)));
  const syy = sum(points.map(([, y]) => (y - meanY) ** 2));
  const slope = sxy / sxx;
  return { intercept: meanY - slope * meanX, slope, r2: syy === 0 ? 1 : sxy ** 2 / (sxx * syy) };
}

/** Slope through the upper half of the points as a multiple of that through the lower half; the middle one is in both. */
export function steepening(points: readonly Point[]): number {
  const middle = points.length >> 1;
  const lower = points.slice(0, middle + 1);
  const upper = points.slice(points.length % 2 === 1 ? middle : middle - 1);
  return fitLine(upper).slope / fitLine(lower).slope;
}

/** The largest value as a multiple of the smallest: 1 is flat. */
export function spread(values: readonly number[]): number {
  return Math.max(...values) / Math.min(...values);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
