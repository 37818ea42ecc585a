import type { ContenderName } from '../generator/target.js';
import { figure, type Table } from '../report/table.js';
import type { Series } from '../report/plot.js';
import { windowOf } from '../scenarios/run-load.js';
import type { BenchContext } from '../scenarios/scenario.js';
import type { Curve } from './curve.js';
import { fitLine, steepening, type Fit, type Point } from './fit.js';
import { measureOn, repeated, typingLoad, withServer } from './point.js';

const MEASURED: readonly ContenderName[] = ['relay', 'hocuspocus', 'ours'];
const COLOUR: Readonly<Partial<Record<ContenderName, number>>> = { ours: 0, relay: 1, hocuspocus: 2 };

interface Line {
  readonly contender: ContenderName;
  readonly points: readonly Point[];
  readonly fit: Fit;
}

/** Server CPU against delivered updates: documents of 10 clients, all of whom type, from few documents to many. */
export const deliveredCurve: Curve = {
  name: 'C1',
  title: 'Cost against delivered updates',
  file: 'cost-delivered.svg',
  draw: async (context, onProgress) => {
    const lines: Line[] = [];
    for (const contender of MEASURED.filter((name) => context.options.servers.includes(name))) {
      onProgress(`C1: ${contender}`);
      const points = await context.alone(async () => pointsOf(context, contender));
      lines.push({ contender, points, fit: fitLine(points) });
    }
    const ours = lines.find(({ contender }) => contender === 'ours');
    return {
      plot: {
        title: 'Server CPU against delivered updates',
        xLabel: 'updates delivered a second',
        yLabel: 'server CPU, ms a second',
        logarithmicX: false,
        series: lines.flatMap(seriesOf),
      },
      table: tableOf(lines, documentsOf(context)),
      goals: [
        {
          goal: 'no faster than a straight line: what a delivery adds in the upper half of the rates, as a multiple of what it adds in the lower',
          measured: ours === undefined ? Number.NaN : steepening(ours.points),
          unit: '×',
          most: 1.25,
        },
      ],
      notes: [lines.map(lineNote).join(' '), NOTE],
    };
  },
};

const NOTE =
  'Documents of 10 clients, all of whom type 5 edits a second, from few documents to many. Predicted: a straight line, a fixed cost of running and one for each delivery (dashed: the best one by least squares; a table of points has what it is off by). Where more edits come at once, one commit and one frame carry more of them, which bends the curve down: so the criterion is not the fit of the line but that the upper half is no steeper than the lower. The limit is one core: a server’s JavaScript runs on one, so 1,000 ms a second is all there is.';

async function pointsOf(context: BenchContext, contender: ContenderName): Promise<Point[]> {
  const points: Point[] = [];
  for (const documents of documentsOf(context)) {
    const figures = await withServer(context, contender, async (server) => {
      const names = server.target(documents).documents;
      const load = typingLoad(context, { clients: 10, writers: 10, editsPerSecond: 5 });
      return repeated(context, async () =>
        measureOn(context, { contender, curve: 'C1' }, { server, documents: names, load }),
      );
    });
    const cpu = ((figures['serverCpuS'] ?? Number.NaN) / windowOf(context).seconds) * 1_000;
    points.push([figures['deliveredPerSecond'] ?? Number.NaN, cpu]);
  }
  return points;
}

function documentsOf({ options }: BenchContext): readonly number[] {
  if (options.tiny) return [1, 2];
  return options.quick ? [2, 10, 30] : [1, 2, 4, 8, 12, 16, 20, 25, 30, 40];
}

function seriesOf({ contender, points, fit }: Line): Series[] {
  const colour = COLOUR[contender] ?? 3;
  const most = Math.max(...points.map(([x]) => x));
  const predicted: Point[] = [0, most].map((x) => [x, Math.max(0, fit.intercept + fit.slope * x)]);
  return [
    { name: contender, colour, points },
    { name: `${contender}, predicted`, colour, predicted: true, points: predicted },
  ];
}

/** Each point beside what the line says of it. */
function tableOf(lines: readonly Line[], documents: readonly number[]): Table {
  const head = lines.flatMap(({ contender }) => [
    `${contender} delivered / s`,
    'measured ms / s',
    'predicted',
    'off by %',
  ]);
  return {
    head: ['documents', ...head],
    rows: documents.map((count, at) => [
      figure(count, 0),
      ...lines.flatMap(({ points, fit }) => cellsOf(points[at] ?? [Number.NaN, Number.NaN], fit)),
    ]),
  };
}

function cellsOf([delivered, cost]: Point, fit: Fit): string[] {
  const predicted = fit.intercept + fit.slope * delivered;
  const off = (cost / predicted - 1) * 100;
  return [figure(delivered, 0), figure(cost, 0), figure(predicted, 0), figure(off, 0)];
}

/** The line itself, in words. */
function lineNote({ contender, points, fit }: Line): string {
  const [fixed, each] = [figure(fit.intercept, 0), figure(fit.slope * 1_000, 1)];
  const [r2, steeper] = [figure(fit.r2, 3), figure(steepening(points), 2)];
  return `${contender}: ${fixed} ms a second and ${each} µs a delivery (R² ${r2}; upper half of the rates ${steeper}× as steep as the lower).`;
}
