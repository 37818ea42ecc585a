/** One series of a plot: points that were measured, or the line that was expected of them. */
export interface Series {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  /** Drawn as a dashed line without points. */
  readonly predicted?: boolean;
  /** Index of its colour; a prediction takes the colour of what it predicts. */
  readonly colour: number;
}

export interface Plot {
  readonly title: string;
  /** With their units. */
  readonly xLabel: string;
  readonly yLabel: string;
  readonly logarithmicX: boolean;
  readonly series: readonly Series[];
}

const WIDTH = 790;
const HEIGHT = 420;
const LEFT = 78;
const RIGHT = 220;
const TOP = 46;
const BOTTOM = 58;
const COLOURS = ['#1f5f99', '#8a8f98', '#b3541e', '#4d7a3a'];
const TICKS = 5;

/** A scale from values to pixels, with the values that its axis names. */
interface Scale {
  readonly ticks: readonly number[];
  place(value: number): number;
}

/** Draws a plot as SVG: two axes with units, a faint grid, points and lines, a legend. */
export function drawPlot(plot: Plot): string {
  const points = plot.series.flatMap((series) => series.points);
  const xs = points.map(([x]) => x);
  const [from, to] = [LEFT, WIDTH - RIGHT];
  const x = plot.logarithmicX ? logarithmic(xs, from, to) : linear(xs, from, to);
  const y = linear(
    points.map(([, value]) => value),
    HEIGHT - BOTTOM,
    TOP,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(WIDTH)} ${String(HEIGHT)}" width="${String(WIDTH)}" height="${String(HEIGHT)}" font-family="system-ui, sans-serif" font-size="12" role="img">`,
    `<title>${escaped(plot.title)}</title>`,
    `<rect width="${String(WIDTH)}" height="${String(HEIGHT)}" fill="#ffffff"/>`,
    text({ x: LEFT, y: 24, size: 15, colour: '#1c1e21' }, plot.title),
    ...grid(x, y),
    ...labels(plot),
    ...plot.series.flatMap((series) => drawn(series, x, y)),
    ...plot.series.flatMap(legend),
    '</svg>\n',
  ].join('\n');
}

/** From nothing to the largest value, in steps of 1, 2 or 5. */
function linear(values: readonly number[], from: number, to: number): Scale {
  const most = Math.max(...values, Number.MIN_VALUE);
  const step = roundStep(most / TICKS);
  const count = Math.ceil(most / step);
  const end = count * step;
  return {
    ticks: Array.from({ length: count + 1 }, (_, index) => index * step),
    place: (value) => from + (value / end) * (to - from),
  };
}

/** Decades around the values. */
function logarithmic(values: readonly number[], from: number, to: number): Scale {
  const first = Math.floor(Math.log10(Math.min(...values)));
  const last = Math.max(Math.ceil(Math.log10(Math.max(...values))), first + 1);
  return {
    ticks: Array.from({ length: last - first + 1 }, (_, index) => 10 ** (first + index)),
    place: (value) => from + ((Math.log10(value) - first) / (last - first)) * (to - from),
  };
}

export function roundStep(rough: number): number {
  const decade = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((factor) => factor * decade >= rough * 0.999) ?? 10;
  return step * decade;
}

function grid(x: Scale, y: Scale): string[] {
  const bottom = HEIGHT - BOTTOM;
  const right = WIDTH - RIGHT;
  const line = (x1: number, y1: number, x2: number, y2: number): string =>
    `<line x1="${pixels(x1)}" y1="${pixels(y1)}" x2="${pixels(x2)}" y2="${pixels(y2)}" stroke="#e4e6e9"/>`;
  return [
    ...y.ticks.map((tick) => line(LEFT, y.place(tick), right, y.place(tick))),
    ...x.ticks.map((tick) => line(x.place(tick), bottom, x.place(tick), bottom + 5)),
    ...y.ticks.map((tick) => text({ x: LEFT - 8, y: y.place(tick) + 4, anchor: 'end' }, short(tick))),
    ...x.ticks.map((tick) => text({ x: x.place(tick), y: bottom + 20, anchor: 'middle' }, short(tick))),
    `<line x1="${pixels(LEFT)}" y1="${pixels(bottom)}" x2="${pixels(right)}" y2="${pixels(bottom)}" stroke="#5b6068"/>`,
  ];
}

function labels({ xLabel, yLabel }: Plot): string[] {
  const middle = (TOP + HEIGHT - BOTTOM) / 2;
  const up = `<g transform="translate(18 ${pixels(middle)}) rotate(-90)">${text({ x: 0, y: 0, anchor: 'middle' }, yLabel)}</g>`;
  return [text({ x: (LEFT + WIDTH - RIGHT) / 2, y: HEIGHT - 16, anchor: 'middle' }, xLabel), up];
}

function drawn({ points, predicted, colour }: Series, x: Scale, y: Scale): string[] {
  const stroke = colourOf(colour);
  const places = points.map(([px, py]) => [pixels(x.place(px)), pixels(y.place(py))] as const);
  const dashes = predicted === true ? ' stroke-dasharray="6 5"' : '';
  const line = `<polyline points="${places.map((place) => place.join(',')).join(' ')}" fill="none" stroke="${stroke}" stroke-width="1.6"${dashes}/>`;
  if (predicted === true) return [line];
  return [line, ...places.map(([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="3.5" fill="${stroke}"/>`)];
}

function legend({ name, predicted, colour }: Series, index: number): string[] {
  const x = WIDTH - RIGHT + 18;
  const y = TOP + 10 + index * 22;
  const dashes = predicted === true ? ' stroke-dasharray="6 5"' : '';
  return [
    `<line x1="${pixels(x)}" y1="${pixels(y)}" x2="${pixels(x + 26)}" y2="${pixels(y)}" stroke="${colourOf(colour)}" stroke-width="1.6"${dashes}/>`,
    text({ x: x + 34, y: y + 4 }, name),
  ];
}

interface TextPlace {
  readonly x: number;
  readonly y: number;
  readonly anchor?: 'middle' | 'end';
  readonly size?: number;
  readonly colour?: string;
}

function text({ x, y, anchor, size, colour = '#3c4046' }: TextPlace, words: string): string {
  const anchored = anchor === undefined ? '' : ` text-anchor="${anchor}"`;
  const sized = size === undefined ? '' : ` font-size="${String(size)}"`;
  return `<text x="${pixels(x)}" y="${pixels(y)}" fill="${colour}"${anchored}${sized}>${escaped(words)}</text>`;
}

function colourOf(index: number): string {
  return COLOURS[index % COLOURS.length] ?? '#000000';
}

function pixels(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** A tick's number: 0.25, 40, 5k, 1M. */
export function short(value: number): string {
  const [unit, letter] = value >= 1_000_000 ? [1_000_000, 'M'] : value >= 1_000 ? [1_000, 'k'] : [1, ''];
  return `${String(Number((value / unit).toPrecision(3)))}${letter}`;
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
