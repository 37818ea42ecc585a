import type { ContenderName } from '../generator/target.js';
import type { Plot } from '../report/plot.js';
import { figure, type Table } from '../report/table.js';
import { median } from '../report/statistics.js';
import { windowOf } from '../scenarios/run-load.js';
import type { BenchContext } from '../scenarios/scenario.js';
import type { Curve } from './curve.js';
import { spread, type Point } from './fit.js';
import { costOfEdit, measureOn, repeated, typingLoad, withServer } from './point.js';

interface Measured {
  readonly characters: number;
  readonly cost: number;
  readonly p50: number;
}

/** Cost of an edit against the length of the document it is in. */
export const lengthCurve: Curve = {
  name: 'C2',
  title: 'Cost of an edit against the length of its document',
  file: 'cost-length.svg',
  draw: async (context, onProgress) => {
    const ours = await pointsOf(context, 'ours', onProgress);
    const peers = await pointsOf(context, 'hocuspocus', onProgress);
    return {
      plot: plotOf(ours, peers),
      table: tableOf(ours, peers),
      goals: [
        {
          goal: 'flat in the length: the dearest edit as a multiple of the cheapest',
          measured: spread(ours.map(({ cost }) => cost)),
          unit: '×',
          most: 1.5,
        },
      ],
      notes: NOTES,
    };
  },
};

const NOTES = [
  'Ten clients, five of whom type 10 edits a second each at places spread over the whole text, which is paragraphs of 1,000 characters. Predicted: flat (dashed: the median), because an edit is found by its id and checked where it is, and only its own bytes are stored. The limit is the snapshot: it is of the whole text, and comes once in many edits. Hocuspocus stores the whole document each 2 to 10 s while it is typed in.',
];

function plotOf(ours: readonly Measured[], peers: readonly Measured[]): Plot {
  const points = (measured: readonly Measured[]): Point[] =>
    measured.map(({ characters, cost }) => [characters, cost]);
  const level = median(ours.map(({ cost }) => cost));
  const flat: Point[] = ours.map(({ characters }) => [characters, level]);
  return {
    title: 'Cost of an edit against the length of its document',
    xLabel: 'characters in the document',
    yLabel: 'server CPU, µs an edit',
    logarithmicX: true,
    series: [
      { name: 'ours', colour: 0, points: points(ours) },
      { name: 'ours, predicted', colour: 0, predicted: true, points: flat },
      ...(peers.length === 0 ? [] : [{ name: 'hocuspocus', colour: 2, points: points(peers) }]),
    ],
  };
}

function tableOf(ours: readonly Measured[], peers: readonly Measured[]): Table {
  return {
    head: ['characters', 'ours µs an edit', 'ours p50 ms', 'hocuspocus µs an edit', 'hocuspocus p50 ms'],
    rows: ours.map((own, index) => [
      figure(own.characters, 0),
      figure(own.cost, 0),
      figure(own.p50, 1),
      figure(peers[index]?.cost, 0),
      figure(peers[index]?.p50, 1),
    ]),
  };
}

async function pointsOf(
  context: BenchContext,
  contender: ContenderName,
  onProgress: (text: string) => void,
): Promise<Measured[]> {
  if (!context.options.servers.includes(contender)) return [];
  return context.alone(async () => {
    const points: Measured[] = [];
    for (const characters of lengthsOf(context)) {
      onProgress(`C2: ${contender}, ${String(characters)} characters`);
      points.push(await pointAt(context, contender, characters));
    }
    return points;
  });
}

async function pointAt(
  context: BenchContext,
  contender: ContenderName,
  characters: number,
): Promise<Measured> {
  const figures = await withServer(context, contender, async (server) => {
    const { documents } = server.target(1);
    const on = { server, documents };
    const wanted = { contender, curve: 'C2' } as const;
    const { seed } = context.options;
    await measureOn(context, wanted, { ...on, load: { kind: 'lengthen', characters, seed } });
    const load = typingLoad(context, { clients: 10, writers: 5, editsPerSecond: 10 });
    return repeated(context, async () => measureOn(context, wanted, { ...on, load }));
  });
  return {
    characters,
    cost: costOfEdit(figures, windowOf(context).seconds),
    p50: figures['p50'] ?? Number.NaN,
  };
}

function lengthsOf({ options }: BenchContext): readonly number[] {
  if (options.tiny) return [1_000, 20_000];
  return options.quick ? [1_000, 100_000, 1_000_000] : [1_000, 10_000, 100_000, 1_000_000, 5_000_000];
}
