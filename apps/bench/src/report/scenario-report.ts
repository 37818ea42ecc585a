import { CONTENDERS, type ContenderName } from '../generator/target.js';
import type { Curve, Drawn } from '../curves/curve.js';
import type { Measurement } from '../run/measure.js';
import { pick, type Goal, type Medians, type Scenario } from '../scenarios/scenario.js';
import { circumstancesLine, listed } from './lines.js';
import type { Circumstances } from './report.js';
import { median, medians } from './statistics.js';
import { figure, markdownTable, ratio, textTable, type Table } from './table.js';

/** Every measurement of a scenario, contender by contender, in the order of the rounds. */
export type Measured = ReadonlyMap<ContenderName, readonly Measurement[]>;

export function mediansOf(measured: Measured): Medians {
  return new Map(
    [...measured].map(([contender, rounds]) => [contender, medians(rounds.map(({ figures }) => figures))]),
  );
}

export function scenarioTable(scenario: Scenario, found: Medians): Table {
  const columns = scenario.columns.flatMap(({ key, title, digits, ratios }) => {
    const value = (contender: ContenderName): string => figure(pick(found, contender, key), digits);
    const against = (other: ContenderName) => (contender: ContenderName) =>
      ratio(pick(found, contender, key), pick(found, other, key));
    const plain = { title, cell: value };
    if (ratios !== true) return [plain];
    const multiples = (['relay', 'hocuspocus'] as const)
      .filter((other) => found.has(other))
      .map((other) => ({ title: other === 'relay' ? '/ relay' : '/ Hocuspocus', cell: against(other) }));
    return [plain, ...multiples];
  });
  const rows = CONTENDERS.filter((contender) => found.has(contender));
  return {
    head: ['', ...columns.map(({ title }) => title)],
    rows: rows.map((contender) => [contender, ...columns.map(({ cell }) => cell(contender))]),
  };
}

export function goalLine({ goal, measured, unit, most }: Goal): string {
  const verdict = Number.isNaN(measured) ? 'not measured' : measured <= most ? 'reached' : 'missed';
  const digits = unit === '×' ? 2 : most < 10 ? 1 : 0;
  return `${verdict}: ${goal} (at most ${figure(most, digits)}${unit}): ${figure(measured, digits)}${unit}`;
}

/** Refusals of a scenario's loads: nothing of what the generator sends should be refused. */
export function refusalLines(measured: Measured): string[] {
  const lines: string[] = [];
  for (const [contender, rounds] of measured) {
    const codes = new Map<string, number>();
    for (const { refused } of rounds) {
      for (const [code, count] of Object.entries(refused)) codes.set(code, (codes.get(code) ?? 0) + count);
    }
    for (const [code, count] of codes) lines.push(`${contender} refused ${String(count)} edits: ${code}`);
  }
  return lines;
}

/** How often each contender was measured. */
function roundsOf(measured: Measured): number {
  return Math.max(...[...measured.values()].map((list) => list.length));
}

/** Per cent of one core that other programs may take before the figures are called disturbed. */
const QUIET = 15;

/** Says so where other programs worked on the machine meanwhile: then ratios count, and figures little. */
function disturbance(measured: Measured): string[] {
  const loads = [...measured.values()].flatMap((rounds) =>
    rounds.map(({ figures }) => figures['othersLoad'] ?? Number.NaN),
  );
  const others = median(loads);
  if (Number.isNaN(others) || others <= QUIET) return [];
  return [`disturbed: other programs took ${figure(others, 0)} % of a core meanwhile`];
}

/** What stands below a table, a line each. */
function findings(scenario: Scenario, measured: Measured): string[] {
  const goals = scenario.goals(mediansOf(measured)).map(goalLine);
  return [...goals, ...refusalLines(measured), ...disturbance(measured)];
}

export function scenarioText(scenario: Scenario, measured: Measured): string {
  const found = mediansOf(measured);
  return [
    `\n${scenario.name}  ${scenario.title}  (median of ${String(roundsOf(measured))})`,
    textTable(scenarioTable(scenario, found)),
    ...findings(scenario, measured),
  ].join('\n');
}

export function scenarioMarkdown(scenario: Scenario, measured: Measured, under: Circumstances): string {
  const found = mediansOf(measured);
  return [
    `${circumstancesLine(under)}, median of ${String(roundsOf(measured))}.`,
    markdownTable(scenarioTable(scenario, found)),
    listed(findings(scenario, measured)),
    ...scenario.notes,
  ].join('\n\n');
}

export function curveText({ name, title }: Curve, { table, goals }: Drawn): string {
  return [`\n${name}  ${title}`, textTable(table), ...goals.map(goalLine)].join('\n');
}

export function curveMarkdown({ title, file }: Curve, drawn: Drawn, under: Circumstances): string {
  const { table, goals, notes } = drawn;
  return [
    `${circumstancesLine(under)}.`,
    `![${title}](benchmarks/${file})`,
    markdownTable(table),
    listed(goals.map(goalLine)),
    ...notes,
  ].join('\n\n');
}
