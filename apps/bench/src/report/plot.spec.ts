import { drawPlot, roundStep, short, type Plot } from './plot.js';

const plot: Plot = {
  title: 'Cost & <length>',
  xLabel: 'characters',
  yLabel: 'µs an edit',
  logarithmicX: true,
  series: [
    {
      name: 'ours',
      colour: 0,
      points: [
        [1_000, 40],
        [1_000_000, 44],
      ],
    },
    {
      name: 'ours, predicted',
      colour: 0,
      predicted: true,
      points: [
        [1_000, 42],
        [1_000_000, 42],
      ],
    },
  ],
};

describe('a plot', () => {
  const svg = drawPlot(plot);

  it('is one SVG with a title, units on both axes, and a legend', () => {
    expect(svg).toMatch(/^<svg [^>]*viewBox="0 0 790 420"/);
    expect(svg.trimEnd()).toMatch(/<\/svg>$/);
    expect(svg).toContain('<title>Cost &amp; &lt;length&gt;</title>');
    for (const words of ['characters', 'µs an edit', 'ours', 'ours, predicted']) {
      expect(svg).toContain(`>${words}</text>`);
    }
  });

  it('marks what was measured with points, and draws what was predicted dashed and without', () => {
    expect(svg.match(/<circle /g)).toHaveLength(2);
    expect(svg.match(/<polyline [^>]*stroke-dasharray/g)).toHaveLength(1);
  });

  it('places a decade at its share of a logarithmic axis, and nothing outside the frame', () => {
    const places = [...svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g)].map((match) => Number(match[1]));
    expect(places).toEqual([78, 570]);
    expect(svg).not.toMatch(/NaN|Infinity/);
  });

  it('names round numbers on its axes', () => {
    expect([0.07, 0.3, 1.2, 4, 130].map(roundStep)).toEqual([0.1, 0.5, 2, 5, 200]);
    expect([0.25, 40, 5_000, 1_500_000].map(short)).toEqual(['0.25', '40', '5k', '1.5M']);
  });
});
