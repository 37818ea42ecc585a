import { isVectorFile, runVectorFile, type Mismatch, type VectorResult } from '@entente/consensus';
import { err, ok, type Result } from '@entente/kernel';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Outcome } from './outcome.js';

const vectorsHelp = `entente vectors PATH…

Runs the decision and procedure vectors of files and folders through the consensus core. Prints one line for each vector
that fails, then “N passed, N failed”. A folder gives all its .json files that hold vectors, also those below it.
The form of the files is described in libs/consensus/vectors/README.md.

Ends with 0 if all passed, 1 if one failed or a file is malformed (it counts as one failed), 2 if a path could not be read.`;

/** What the paths came to: lines for the reader, and the count of the last line. */
interface Report {
  readonly failures: string[];
  readonly faults: string[];
  readonly notices: string[];
  passed: number;
  failed: number;
}

/** `entente vectors PATH…`, also `npm run vectors -- PATH…`. */
export async function vectors(args: readonly string[]): Promise<Outcome> {
  if (args.includes('--help') || args.includes('-h')) return { exit: 0, output: vectorsHelp };
  const option = args.find((arg) => arg.startsWith('-'));
  if (option !== undefined) return { exit: 2, errors: `There is no option ${option}.\n\n${vectorsHelp}` };
  if (args.length === 0) return { exit: 2, errors: `Give a file or a folder of vectors.\n\n${vectorsHelp}` };
  const report: Report = { failures: [], faults: [], notices: [], passed: 0, failed: 0 };
  for (const given of args) {
    const found = await filesOf(given);
    if (!found.ok) return { exit: 2, errors: found.error };
    for (const file of found.value) await runOne(file, file !== given, report);
  }
  if (report.passed + report.failed === 0) {
    return { exit: 2, errors: [...report.notices, `No vectors in ${args.join(', ')}.`].join('\n') };
  }
  return outcomeOf(report);
}

function outcomeOf({ failures, faults, notices, passed, failed }: Report): Outcome {
  const output = [...failures, `${String(passed)} passed, ${String(failed)} failed`].join('\n');
  const errors = [...notices, ...faults];
  const exit = failed === 0 ? 0 : 1;
  return errors.length === 0 ? { exit, output } : { exit, output, errors: errors.join('\n') };
}

/** A file itself, or the .json files of a folder in the order of their names. */
async function filesOf(given: string): Promise<Result<readonly string[], string>> {
  try {
    if (!(await stat(given)).isDirectory()) return ok([given]);
    const names = (await readdir(given, { recursive: true })).filter((name) => name.endsWith('.json'));
    return ok(names.toSorted().map((name) => path.join(given, name)));
  } catch (cause) {
    return err(`${given} could not be read: ${messageOf(cause)}`);
  }
}

async function runOne(file: string, fromFolder: boolean, report: Report): Promise<void> {
  const value = await jsonOf(file);
  if (value.ok && fromFolder && !isVectorFile(value.value)) {
    report.notices.push(`${file}: left out, it has neither kind nor vectors`);
    return;
  }
  const ran = value.ok ? runVectorFile(value.value) : err({ at: 'file', message: value.error });
  if (!ran.ok) {
    report.faults.push(`${file}: ${ran.error.at}: ${ran.error.message}`);
    report.failed += 1;
    return;
  }
  for (const result of ran.value) add(file, result, report);
}

function add(file: string, { name, mismatches }: VectorResult, report: Report): void {
  if (mismatches.length === 0) {
    report.passed += 1;
    return;
  }
  report.failed += 1;
  report.failures.push(`FAILED ${file}: ${name}: ${mismatches.map(wordsOf).join('; ')}`);
}

const wordsOf = ({ field, expected, found }: Mismatch): string =>
  `${field} should be ${expected}, is ${found}`;

async function jsonOf(file: string): Promise<Result<unknown, string>> {
  try {
    return ok(JSON.parse(await readFile(file, 'utf8')) as unknown);
  } catch (cause) {
    return err(`give JSON: ${messageOf(cause)}`);
  }
}

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
