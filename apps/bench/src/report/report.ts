import { err, ok, type Result } from '@entente/kernel';
import type { Drawn } from '../curves/curve.js';
import type { ContenderName } from '../generator/target.js';
import type { Measurement } from '../run/measure.js';
import { SCENARIOS, type ScenarioName } from '../run/options.js';
import type { MeasuredConsensus } from './consensus-report.js';

const FORM = 'entente-bench/2';

/** When and how one scenario or curve was measured. */
export interface Circumstances {
  /** ISO 8601, UTC: when it was done. */
  readonly at: string;
  /** Cores, memory, Node.js, system. */
  readonly machine: string;
  readonly seed: number;
  readonly length: 'full' | 'quick' | 'tiny';
}

export interface MeasuredScenario extends Circumstances {
  readonly measured: Readonly<Partial<Record<ContenderName, readonly Measurement[]>>>;
}

export interface DrawnCurve extends Circumstances {
  readonly drawn: Drawn;
}

type ByName<Item> = Readonly<Partial<Record<ScenarioName, Item>>>;

/** What one run found, or several put together: each scenario and curve whole, of one run, with its own date. */
export interface Report {
  readonly scenarios: ByName<MeasuredScenario>;
  readonly curves: ByName<DrawnCurve>;
  readonly consensus?: MeasuredConsensus | undefined;
}

/** The later measured of each scenario and curve: contenders of two runs are never mixed, so ratios stay within one run. */
export function merged(reports: readonly Report[]): Report {
  return {
    scenarios: latest(reports.map(({ scenarios }) => scenarios)),
    curves: latest(reports.map(({ curves }) => curves)),
    consensus: reports
      .flatMap(({ consensus }) => consensus ?? [])
      .toSorted((a, b) => (a.at < b.at ? 1 : -1))[0],
  };
}

function latest<Item extends Circumstances>(parts: readonly ByName<Item>[]): ByName<Item> {
  const found: Partial<Record<ScenarioName, Item>> = {};
  for (const part of parts) {
    for (const name of SCENARIOS) {
      const [one, other] = [found[name], part[name]];
      if (other !== undefined && (one === undefined || other.at >= one.at)) found[name] = other;
    }
  }
  return found;
}

export function reportJson(report: Report): string {
  return `${JSON.stringify({ form: FORM, ...report }, null, 2)}\n`;
}

/** Why a file is not a report, in one sentence. */
export interface NotAReport {
  readonly message: string;
}

/** Reads what `reportJson` wrote. JSON has no NaN: what could not be measured stands there as null. */
export function readReport(file: string, json: string): Result<Report, NotAReport> {
  const found = parsed(json);
  if (found === null || found['form'] !== FORM)
    return err({ message: `${file} is no report of form ${FORM}.` });
  const { scenarios, curves, consensus } = found;
  if (!isByName(scenarios, 'measured') || !isByName(curves, 'drawn') || !isConsensus(consensus)) {
    return err({ message: `${file} is not whole: what it says of a scenario or curve is not all there.` });
  }
  // What stands within is what this program wrote: the form says so.
  return ok({ scenarios, curves, consensus } as Report);
}

function parsed(json: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(json, (_key, part: unknown) => (part === null ? Number.NaN : part));
    return isRecord(value) ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

const isConsensus = (value: unknown): boolean =>
  value === undefined || (isRecord(value) && typeof value['at'] === 'string' && Array.isArray(value['rows']));

function isByName(value: unknown, content: 'measured' | 'drawn'): boolean {
  if (!isRecord(value)) return false;
  return Object.entries(value).every(
    ([name, part]) =>
      SCENARIOS.some((known) => known === name) &&
      isRecord(part) &&
      typeof part['at'] === 'string' &&
      isRecord(part[content]),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
