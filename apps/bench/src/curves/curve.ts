import type { Plot } from '../report/plot.js';
import type { Table } from '../report/table.js';
import type { ScenarioName } from '../run/options.js';
import type { BenchContext, Goal } from '../scenarios/scenario.js';

/** What a curve came to. */
export interface Drawn {
  readonly plot: Plot;
  readonly table: Table;
  readonly goals: readonly Goal[];
  /** What was expected, why, and what the limit is. */
  readonly notes: readonly string[];
}

export interface Curve {
  readonly name: ScenarioName;
  readonly title: string;
  /** File of the plot, below docs/benchmarks/. */
  readonly file: string;
  draw(context: BenchContext, onProgress: (text: string) => void): Promise<Drawn>;
}
