import { parseArgs } from 'node:util';
import { err, ok, type Result } from '@entente/kernel';
import { CONTENDERS, type ContenderName } from '../generator/target.js';

export const SCENARIOS = ['S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7', 'S8', 'C1', 'C2', 'C3'] as const;
export type ScenarioName = (typeof SCENARIOS)[number];

export const help = `npm run bench -- [options]

Measures the consensus core, and the live-editing engine beside a bare ws relay, a bare socket.io server, Hocuspocus and y-websocket: the same work, in
the same run, each server in a process of its own. docs/benchmarks.md says how, and what the figures are.

  --only NAME     sync (all of the engine), one of ${SCENARIOS.join(' ')}, or consensus; again for more; all of it unless given
  --server NAME   only this one of ${CONTENDERS.join(', ')}; again for more
  --quick         shorter and fewer measurements: for a first look, not for a record
  --rounds N      how often each is measured; the tables show the median
  --json FILE     writes every figure of every round to FILE
  --write-docs    writes the tables and curves that were measured into docs/benchmarks.md and docs/benchmarks/; the others stay
  --docs FILE …   measures nothing: writes there what is in these files of --json, of each scenario what was measured last
  --alone CMD     takes what another program would disturb only while CMD, given a program to run, runs it: “flock FILE”
  --profile       writes a processor profile of our server for each scenario, and says where
  --seed N        the seed of everything that is drawn; default 1
  --help`;

export interface BenchOptions {
  readonly only: readonly ScenarioName[];
  /** Whether the consensus core is measured. */
  readonly consensus: boolean;
  /** Which servers are measured, where a scenario has them. */
  readonly servers: readonly ContenderName[];
  readonly quick: boolean;
  /** For the test of the bench itself: seconds, not minutes, and figures that mean nothing. */
  readonly tiny: boolean;
  readonly rounds: number;
  readonly json: string | null;
  readonly writeDocs: boolean;
  /** Reports of earlier runs to write into the docs instead of measuring. */
  readonly docs: readonly string[];
  readonly alone: string | null;
  readonly profile: boolean;
  readonly seed: number;
}

/** Why nothing was measured, in one sentence. */
interface Refused {
  readonly message: string;
}

export function readOptions(args: readonly string[]): Result<BenchOptions | 'help', Refused> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        only: { type: 'string', multiple: true, default: ['sync', 'consensus'] },
        server: { type: 'string', multiple: true, default: [...CONTENDERS] },
        quick: { type: 'boolean', default: false },
        tiny: { type: 'boolean', default: false },
        rounds: { type: 'string' },
        json: { type: 'string' },
        'write-docs': { type: 'boolean', default: false },
        docs: { type: 'boolean', default: false },
        alone: { type: 'string' },
        profile: { type: 'boolean', default: false },
        seed: { type: 'string', default: '1' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help === true) return ok('help');
    const [stray] = positionals;
    if (stray !== undefined && !values.docs) return err({ message: `“${stray}” is not an option.` });
    if (stray === undefined && values.docs) return err({ message: '--docs takes the files of --json.' });
    return checked(values, positionals);
  } catch (error) {
    return err({ message: error instanceof Error ? error.message : String(error) });
  }
}

interface Values {
  readonly only: readonly string[];
  readonly server: readonly string[];
  readonly quick: boolean;
  readonly tiny: boolean;
  readonly rounds?: string;
  readonly json?: string;
  readonly 'write-docs': boolean;
  readonly alone?: string;
  readonly profile: boolean;
  readonly seed: string;
}

function checked(values: Values, docs: readonly string[]): Result<BenchOptions, Refused> {
  const only = chosen(values.only);
  if (!only.ok) return only;
  const stranger = values.server.find((name) => !CONTENDERS.some((known) => known === name));
  if (stranger !== undefined)
    return err({ message: `There is no server “${stranger}”: ${CONTENDERS.join(', ')}.` });
  const servers = CONTENDERS.filter((name) => values.server.includes(name));
  const { tiny, profile } = values;
  const quick = values.quick || tiny;
  const rounds = wholeNumber(values.rounds ?? usualRounds(tiny, quick));
  if (rounds === undefined) return err({ message: '--rounds takes a number from 1.' });
  const seed = wholeNumber(values.seed);
  if (seed === undefined) return err({ message: '--seed takes a number from 1.' });
  const [json, alone, writeDocs] = [values.json ?? null, values.alone ?? null, values['write-docs']];
  const consensus = values.only.includes('consensus');
  return ok({
    only: only.value,
    consensus,
    servers,
    quick,
    tiny,
    rounds,
    json,
    writeDocs,
    docs,
    alone,
    profile,
    seed,
  });
}

function usualRounds(tiny: boolean, quick: boolean): string {
  if (tiny) return '1';
  return quick ? '2' : '3';
}

function chosen(names: readonly string[]): Result<readonly ScenarioName[], Refused> {
  const wanted = new Set(names);
  const unknown = names.find((name) => ![...SCENARIOS, 'sync', 'consensus'].includes(name));
  if (unknown !== undefined) {
    return err({ message: `There is no scenario “${unknown}”: sync, consensus, ${SCENARIOS.join(', ')}.` });
  }
  return ok(SCENARIOS.filter((name) => wanted.has('sync') || wanted.has(name)));
}

function wholeNumber(text: string): number | undefined {
  const value = Number(text);
  return text !== '' && Number.isInteger(value) && value >= 1 ? value : undefined;
}
