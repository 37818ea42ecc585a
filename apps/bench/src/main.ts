/** The benchmarks of DESIGN §12; `npm run bench -- --help`. */
import { readFile, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { measureConsensus } from './consensus/parts.js';
import { curvesOf } from './curves/all.js';
import { consensusText, type MeasuredConsensus } from './report/consensus-report.js';
import { writeDocs } from './report/docs.js';
import {
  merged,
  readReport,
  reportJson,
  type Circumstances,
  type DrawnCurve,
  type MeasuredScenario,
  type Report,
} from './report/report.js';
import { curveText, scenarioText } from './report/scenario-report.js';
import { aloneBy } from './run/alone.js';
import { BenchRun, profileFolder, runFolder } from './run/bench-run.js';
import { help, readOptions, type BenchOptions, type ScenarioName } from './run/options.js';
import { scenariosOf } from './scenarios/all.js';

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
  const report = options.docs.length > 0 ? await earlier(options.docs) : await measured(options);
  if (report === null) return;
  if (options.json !== null) await writeFile(options.json, reportJson(report));
  if (options.writeDocs || options.docs.length > 0) tell(`written: ${await writeDocs(report)}`);
}

/** What earlier runs found, put together; null where a file holds no report, which is said. */
async function earlier(files: readonly string[]): Promise<Report | null> {
  const reports: Report[] = [];
  for (const file of files) {
    const read = readReport(file, await readFile(file, 'utf8'));
    if (read.ok) reports.push(read.value);
    else {
      process.stderr.write(`${read.error.message}\n`);
      process.exitCode = 2;
      return null;
    }
  }
  return merged(reports);
}

async function measured(options: BenchOptions): Promise<Report> {
  const consensus = options.consensus ? await measuredConsensus(options) : undefined;
  if (options.only.length === 0) return { scenarios: {}, curves: {}, consensus };
  return { ...(await measuredEngine(options)), consensus };
}

async function measuredConsensus(options: BenchOptions): Promise<MeasuredConsensus> {
  const { quick, tiny, seed, alone } = options;
  say(`Benchmarks of the consensus core on ${machine()}; seed ${String(seed)}`);
  const found = await aloneBy(alone, () => measureConsensus({ quick, tiny, seed, tell }));
  say(consensusText(found));
  return { ...circumstances(options), ...found };
}

async function measuredEngine(options: BenchOptions): Promise<Report> {
  say(`Benchmarks of the live-editing engine on ${machine()}; seed ${String(options.seed)}`);
  const profiles = await profileFolder(options);
  const folder = await runFolder();
  tell('starting PostgreSQL, migrating, setting up the coalition …');
  const bench = await BenchRun.open(options, folder, profiles);
  try {
    return { scenarios: await measureScenarios(bench, options), curves: await drawCurves(bench, options) };
  } finally {
    await bench.close();
    if (options.profile) say(`\nProfiles of our server: ${profiles}`);
  }
}

function circumstances({ seed, tiny, quick }: BenchOptions): Circumstances {
  const length = tiny ? 'tiny' : quick ? 'quick' : 'full';
  return { at: new Date().toISOString(), machine: machine(), seed, length };
}

async function measureScenarios(bench: BenchRun, options: BenchOptions): Promise<Report['scenarios']> {
  const found: Partial<Record<ScenarioName, MeasuredScenario>> = {};
  for (const scenario of scenariosOf(options.only)) {
    const rounds = await bench.measure(scenario, tell);
    found[scenario.name] = { ...circumstances(options), measured: Object.fromEntries(rounds) };
    say(scenarioText(scenario, rounds));
  }
  return found;
}

async function drawCurves({ context }: BenchRun, options: BenchOptions): Promise<Report['curves']> {
  const found: Partial<Record<ScenarioName, DrawnCurve>> = {};
  for (const curve of curvesOf(options.only)) {
    const drawn = await curve.draw(context, tell);
    found[curve.name] = { ...circumstances(options), drawn };
    say(curveText(curve, drawn));
  }
  return found;
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
