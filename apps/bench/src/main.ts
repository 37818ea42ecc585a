/** The benchmarks of DESIGN §12; `npm run bench -- --help`. */
import { writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { scenarioText, type Measured } from './report/scenario-report.js';
import { BenchRun, profileFolder, runFolder } from './run/bench-run.js';
import { help, readOptions, type BenchOptions } from './run/options.js';
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
  say(`Benchmarks of the live-editing engine on ${machine()}; seed ${String(options.seed)}`);
  const folder = await runFolder();
  const profiles = await profileFolder(options);
  tell('starting PostgreSQL, migrating, setting up the coalition …');
  const bench = await BenchRun.open(options, folder, profiles);
  try {
    const found = new Map<string, Measured>();
    for (const scenario of scenariosOf(options.only)) {
      const measured = await bench.measure(scenario, tell);
      found.set(scenario.name, measured);
      say(scenarioText(scenario, measured));
    }
    if (options.profile) say(`\nProfiles of our server: ${profiles}`);
    if (options.json !== null) await writeFile(options.json, jsonOf(options, found));
  } finally {
    await bench.close();
  }
}

function jsonOf(options: BenchOptions, found: ReadonlyMap<string, Measured>): string {
  const scenarios = Object.fromEntries(
    [...found].map(([name, measured]) => [name, Object.fromEntries(measured)]),
  );
  return `${JSON.stringify({ form: 'entente-bench/1', machine: machine(), options, scenarios }, null, 2)}\n`;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  // `exit` stops what was started and removes the folder.
  process.on(signal, () => process.exit(130));
}
const options = readOptions(process.argv.slice(2));
if (!options.ok) {
  process.stderr.write(`${options.error.message}\n\n${help}\n`);
  process.exitCode = 2;
} else if (options.value === 'help') say(help);
else await run(options.value);
