import type { Load } from '../generator/load.js';
import type { ContenderName } from '../generator/target.js';
import type { BenchPostgres } from '../run/bench-postgres.js';
import type { Place, RunningServer } from '../run/contenders.js';
import type { MeasureOptions, Measurement } from '../run/measure.js';
import type { BenchOptions, ScenarioName } from '../run/options.js';

/** One column of a scenario's table. */
export interface Column {
  readonly key: string;
  readonly title: string;
  readonly digits: number;
  /** Whether the table also gives it as a multiple of the relay's and of Hocuspocus's. */
  readonly ratios?: boolean;
}

/** Median figures of each contender. */
export type Medians = ReadonlyMap<ContenderName, Readonly<Record<string, number>>>;

/** What was to be reached, in words, and what was. NaN: not measured. */
export interface Goal {
  readonly goal: string;
  readonly measured: number;
  readonly unit: string;
  readonly most: number;
}

export interface BenchContext {
  readonly options: BenchOptions;
  readonly postgres: BenchPostgres;
  readonly place: Place;
  /** Options of a measurement of `contender`, with the place of a profile where one is wanted. */
  measuring(contender: ContenderName, scenario: ScenarioName): MeasureOptions;
  /** Does what another program would disturb, when the machine is free. */
  alone<Value>(work: () => Promise<Value>): Promise<Value>;
}

export interface Scenario {
  readonly name: ScenarioName;
  readonly title: string;
  readonly contenders: readonly ContenderName[];
  readonly columns: readonly Column[];
  /** Sentences below the table. */
  readonly notes: readonly string[];
  /** At most so many rounds, where one says enough or costs minutes. */
  readonly mostRounds?: number;
  /** Counts, no times: needs no quiet machine. */
  readonly undisturbed?: boolean;
  measure(context: BenchContext, contender: ContenderName, round: number): Promise<Measurement>;
  goals(medians: Medians): readonly Goal[];
}

/** One load on fresh documents of a server that is started for it. */
export interface LoadPlan {
  readonly documents: number;
  readonly load: Load;
  readonly memory?: boolean;
  /** What the load asks for at its marks. */
  readonly onMark?: (name: string, server: RunningServer) => Promise<void>;
}

export function pick(medians: Medians, contender: ContenderName, key: string): number {
  return medians.get(contender)?.[key] ?? Number.NaN;
}
