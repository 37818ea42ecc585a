import type { Plot } from '../report/plot.js';
import { figure } from '../report/table.js';
import { median } from '../report/statistics.js';
import type { RunningServer } from '../run/contenders.js';
import { windowOf } from '../scenarios/run-load.js';
import type { BenchContext } from '../scenarios/scenario.js';
import type { Curve } from './curve.js';
import { spread, type Point } from './fit.js';
import { costOfEdit, measureOn, repeated, typingLoad, withServer } from './point.js';

interface Measured {
  readonly edits: number;
  readonly cost: number;
  readonly p50: number;
}

const WRITERS = 40;

/** Cost of an edit against the number of edits before it. */
export const historyCurve: Curve = {
  name: 'C3',
  title: 'Cost of an edit against the length of its history',
  file: 'cost-history.svg',
  draw: async (context, onProgress) => {
    const measured = await withServer(context, 'ours', async (server) => {
      const { documents } = server.target(1);
      const points: Measured[] = [];
      let written = 0;
      for (const edits of historiesOf(context)) {
        onProgress(`C3: ${String(edits)} edits`);
        points.push(await pointAt(context, { server, documents, more: edits - written, edits }));
        written = edits;
      }
      return points;
    });
    return {
      plot: plotOf(measured),
      table: {
        head: ['edits before', 'µs an edit', 'p50 ms'],
        rows: measured.map(({ edits, cost, p50 }) => [figure(edits, 0), figure(cost, 0), figure(p50, 1)]),
      },
      goals: [
        {
          goal: 'flat in history: the dearest edit as a multiple of the cheapest',
          measured: spread(measured.map(({ cost }) => cost)),
          unit: '×',
          most: 1.5,
        },
      ],
      notes: NOTES,
    };
  },
};

const NOTES = [
  'One document, in which as much is erased as is written, so that its history grows and its text does not. Ten clients, five of whom type 10 edits a second each. Predicted: flat (dashed: the median), because the log is only added to and what was erased is kept as ranges. The limit is what Yjs keeps of erased characters: one range for each run that was erased together.',
];

function plotOf(measured: readonly Measured[]): Plot {
  const points: Point[] = measured.map(({ edits, cost }) => [edits, cost]);
  const level = median(measured.map(({ cost }) => cost));
  const flat: Point[] = points.map(([edits]) => [edits, level]);
  return {
    title: 'Cost of an edit against the length of its history',
    xLabel: 'edits in the document’s log',
    yLabel: 'server CPU, µs an edit',
    logarithmicX: true,
    series: [
      { name: 'ours', colour: 0, points },
      { name: 'ours, predicted', colour: 0, predicted: true, points: flat },
    ],
  };
}

async function pointAt(
  context: BenchContext,
  at: { server: RunningServer; documents: readonly string[]; more: number; edits: number },
): Promise<Measured> {
  const wanted = { contender: 'ours', curve: 'C3' } as const;
  const { server, documents } = at;
  const { seed } = context.options;
  const history = { kind: 'history', edits: at.more, writers: WRITERS, seed: seed + at.edits } as const;
  await measureOn(context, wanted, { server, documents, load: history });
  const load = typingLoad(context, { clients: 10, writers: 5, editsPerSecond: 10 });
  const figures = await context.alone(async () =>
    repeated(context, async () => measureOn(context, wanted, { server, documents, load })),
  );
  return {
    edits: at.edits,
    cost: costOfEdit(figures, windowOf(context).seconds),
    p50: figures['p50'] ?? Number.NaN,
  };
}

function historiesOf({ options }: BenchContext): readonly number[] {
  if (options.tiny) return [100, 200];
  return options.quick
    ? [1_000, 5_000, 20_000]
    : [1_000, 10_000, 50_000, 100_000, 250_000, 500_000, 1_000_000];
}
