import { percentile } from '../report/statistics.js';
import type { ConsensusRow } from './part.js';

/** Nanoseconds of one unit. */
const UNITS = { µs: 1_000, ms: 1_000_000 } as const;

interface Work<Input> {
  readonly work: string;
  readonly unit: ConsensusRow['unit'];
  readonly goal?: number;
  readonly inputs: readonly Input[];
  readonly runs: number;
  readonly once: (input: Input) => unknown;
}

/** Does the work on one input after another, a fifth as often before it counts, and takes each time by itself. */
export function repeated<Input>({ work, unit, goal, inputs, runs, once }: Work<Input>): ConsensusRow {
  for (let index = 0; index < runs / 5; index += 1) kept = once(inputOf(inputs, index));
  const times = new Float64Array(runs);
  for (let index = 0; index < runs; index += 1) {
    const input = inputOf(inputs, index);
    const start = process.hrtime.bigint();
    kept = once(input);
    times[index] = Number(process.hrtime.bigint() - start);
  }
  if (kept === undefined) throw new Error(`${work} gave nothing`);
  const all = [...times];
  return {
    work,
    runs,
    unit,
    goal,
    median: percentile(all, 50) / UNITS[unit],
    p99: percentile(all, 99) / UNITS[unit],
  };
}

/** Where results go, so that no compiler finds the work useless. */
let kept: unknown;

function inputOf<Input>(inputs: readonly Input[], index: number): Input {
  const input = inputs[index % inputs.length];
  if (input === undefined) throw new Error('nothing to work on');
  return input;
}
