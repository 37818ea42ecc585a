/** The benchmarks of DESIGN §12; `npm run bench -- --help`. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';
import { curvesOf } from './curves/all.js';
import { withSections, type Section } from './report/docs.js';
import { drawPlot } from './report/plot.js';
import {
  curveMarkdown,
  curveText,
  scenarioMarkdown,
  scenarioText,
  type Measured,
} from './report/scenario-report.js';
import { BenchRun, profileFolder, runFolder } from './run/bench-run.js';
import { help, readOptions, type BenchOptions } from './run/options.js';
import { scenariosOf } from './scenarios/all.js';

/** What a run has found so far, in each of its forms. */
interface Found {
  readonly scenarios: Record<string, Record<string, unknown>>;
  readonly curves: Record<string, unknown>;
  readonly sections: Section[];
  /** SVG by the name of its file. */
  readonly plots: Map<string, string>;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** What it is doing: not for whoever reads the tables. */
function tell(text: string): void {
  process.stderr.write(`  ${text}\n`);
}

function machine(): string {
  const list = cpus();
  const gib = Math.round(totalmem() / 1_073_741_824);
  const model = list[0]?.model.trim() ?? 'unknown processor';
  return `${String(list.length)} cores (${model}), ${String(gib)} GiB, Node.js ${process.versions.node}, ${process.platform}`;
}

async function run(options: BenchOptions): Promise<void> {
  say(`Benchmarks of the live-editing engine on ${machine()}; seed ${String(options.seed)}`);
  const profiles = await profileFolder(options);
  const folder = await runFolder();
  tell('starting PostgreSQL, migrating, setting up the coalition …');
  const bench = await BenchRun.open(options, folder, profiles);
  const found: Found = { scenarios: {}, curves: {}, sections: [], plots: new Map() };
  try {
    await measureScenarios(bench, options, found);
    await drawCurves(bench, options, found);
  } finally {
    await bench.close();
  }
  if (options.profile) say(`\nProfiles of our server: ${profiles}`);
  if (options.json !== null) await writeFile(options.json, jsonOf(options, found));
  if (options.writeDocs) await writeDocs(options, found);
}

async function measureScenarios(bench: BenchRun, { only }: BenchOptions, found: Found): Promise<void> {
  for (const scenario of scenariosOf(only)) {
    const measured: Measured = await bench.measure(scenario, tell);
    found.scenarios[scenario.name] = Object.fromEntries(measured);
    found.sections.push({ name: scenario.name, markdown: scenarioMarkdown(scenario, measured) });
    say(scenarioText(scenario, measured));
  }
}

async function drawCurves({ context }: BenchRun, { only }: BenchOptions, found: Found): Promise<void> {
  for (const curve of curvesOf(only)) {
    const drawn = await curve.draw(context, tell);
    found.curves[curve.name] = drawn;
    found.sections.push({ name: curve.name, markdown: curveMarkdown(curve, drawn) });
    found.plots.set(curve.file, drawPlot(drawn.plot));
    say(curveText(curve, drawn));
  }
}

function jsonOf(options: BenchOptions, { scenarios, curves }: Found): string {
  const form = 'entente-bench/1';
  return `${JSON.stringify({ form, machine: machine(), options, scenarios, curves }, null, 2)}\n`;
}

async function writeDocs(options: BenchOptions, { sections, plots }: Found): Promise<void> {
  const page = path.resolve('docs/benchmarks.md');
  const folder = path.resolve('docs/benchmarks');
  const length = options.quick ? 'a quick run, not for a record' : 'a full run';
  const names = sections.map(({ name }) => name).join(', ');
  const how = `Measured on ${machine()}; ${length}, seed ${String(options.seed)}; last written: ${names}.`;
  const written = withSections(await readFile(page, 'utf8'), [
    { name: 'machine', markdown: how },
    ...sections,
  ]);
  await writeFile(page, written);
  await mkdir(folder, { recursive: true });
  for (const [file, svg] of plots) await writeFile(path.join(folder, file), svg);
  tell(`written: ${page}`);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  // `exit` stops what was started and removes the folder of the run.
  process.on(signal, () => process.exit(130));
}
const options = readOptions(process.argv.slice(2));
if (!options.ok) {
  process.stderr.write(`${options.error.message}\n\n${help}\n`);
  process.exitCode = 2;
} else if (options.value === 'help') say(help);
else await run(options.value);
