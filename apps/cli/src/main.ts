import { admin } from './admin.js';
import { benchFixture } from './bench-fixture.js';
import type { Outcome } from './outcome.js';
import { vectors } from './vectors.js';
import { verify } from './verify.js';
import { verifyDecisionFile } from './verify-decision.js';

const help = `entente COMMAND

  verify FILE       check a published file offline
  verify-decision FILE
                    count a decision again from its decision record, offline
  admin             read-only for maintenance, and back; a new epoch after a restore
  vectors PATH…     run decision and procedure vectors through the consensus core
  bench-fixture     set up an empty server for measurements

entente COMMAND --help says more.`;

async function runBenchFixture(args: readonly string[]): Promise<Outcome> {
  const made = await benchFixture(args);
  return made.ok ? { exit: 0, output: made.value } : { exit: 1, errors: made.error.message };
}

const commands: ReadonlyMap<string, (args: readonly string[]) => Promise<Outcome>> = new Map([
  ['verify', verify],
  ['verify-decision', verifyDecisionFile],
  ['admin', admin],
  ['vectors', vectors],
  ['bench-fixture', runBenchFixture],
]);

async function run([name, ...args]: readonly string[]): Promise<Outcome> {
  const command = commands.get(name ?? '');
  if (command !== undefined) return command(args);
  if (name === '--help' || name === '-h' || name === 'help') return { exit: 0, output: help };
  return { exit: 2, errors: name === undefined ? help : `There is no command “${name}”.\n\n${help}` };
}

const outcome = await run(process.argv.slice(2));
if (outcome.output !== undefined) process.stdout.write(`${outcome.output}\n`);
if (outcome.errors !== undefined) process.stderr.write(`${outcome.errors}\n`);
process.exitCode = outcome.exit;
