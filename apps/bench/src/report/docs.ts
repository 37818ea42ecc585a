import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { curvesOf } from '../curves/all.js';
import { CONTENDERS } from '../generator/target.js';
import { SCENARIOS } from '../run/options.js';
import { scenariosOf } from '../scenarios/all.js';
import { consensusMarkdown } from './consensus-report.js';
import { drawPlot } from './plot.js';
import type { MeasuredScenario, Report } from './report.js';
import { curveMarkdown, scenarioMarkdown, type Measured } from './scenario-report.js';

/** What one part of `docs/benchmarks.md` is replaced by: everything between its two marks. */
export interface Section {
  /** `S1`, `C2`. */
  readonly name: string;
  readonly markdown: string;
}

/** Throws where the page has no place for a section: then the page and the bench no longer belong together. */
export function withSections(page: string, sections: readonly Section[]): string {
  return sections.reduce((text, { name, markdown }) => {
    const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
    const from = text.indexOf(begin);
    const to = text.indexOf(end);
    if (from < 0 || to < from) throw new Error(`docs/benchmarks.md has no place marked ${begin} … ${end}`);
    return `${text.slice(0, from + begin.length)}\n\n${markdown.trim()}\n\n${text.slice(to)}`;
  }, page);
}

/** Writes what a report has into the page and the plots; what it has not stays. Answers the page's file. */
export async function writeDocs(report: Report): Promise<string> {
  const page = path.resolve('docs/benchmarks.md');
  const folder = path.resolve('docs/benchmarks');
  const sections: Section[] = [];
  for (const scenario of scenariosOf(SCENARIOS)) {
    const kept = report.scenarios[scenario.name];
    if (kept === undefined) continue;
    sections.push({ name: scenario.name, markdown: scenarioMarkdown(scenario, roundsOf(kept), kept) });
  }
  await mkdir(folder, { recursive: true });
  for (const curve of curvesOf(SCENARIOS)) {
    const kept = report.curves[curve.name];
    if (kept === undefined) continue;
    sections.push({ name: curve.name, markdown: curveMarkdown(curve, kept.drawn, kept) });
    await writeFile(path.join(folder, curve.file), drawPlot(kept.drawn.plot));
  }
  const { consensus } = report;
  if (consensus !== undefined) sections.push({ name: 'consensus', markdown: consensusMarkdown(consensus) });
  await writeFile(page, withSections(await readFile(page, 'utf8'), sections));
  return page;
}

function roundsOf({ measured }: MeasuredScenario): Measured {
  return new Map(
    CONTENDERS.flatMap((name) => {
      const rounds = measured[name];
      return rounds === undefined ? [] : [[name, rounds] as const];
    }),
  );
}
