import { pause } from '../generator/pool.js';
import { percentile } from '../report/statistics.js';
import { DecidingUnion } from './deciding-union.js';
import type { ConsensusPart, ConsensusRow, PartFound, PartRun } from './part.js';

/** Within so long all must have closed (issue 4, *Speed*). */
const GOAL_MS = 10_000;
const LOOK_EVERY_MS = 20;

const OPEN = 'SELECT count(*)::int AS n FROM procedure WHERE closed_at IS NULL';
const ENDS = `SELECT count(*)::int AS n FROM procedure_event WHERE type = 'closed'`;

interface Round {
  readonly ms: number;
  readonly serverMs: number;
  readonly postgresMs: number;
}

/** Deadlines of many procedures at one instant: from the deadline until the last is closed, by one server and by two. */
export const closings: ConsensusPart = {
  name: 'closings',
  measure: async (run) => {
    const union = await DecidingUnion.found();
    try {
      return joined([await closingBy(1, union, run), await closingBy(2, union, run)]);
    } finally {
      await union.close();
    }
  },
};

async function closingBy(servers: number, union: DecidingUnion, run: PartRun): Promise<PartFound> {
  const many = run.tiny ? 5 : 1_000;
  const rounds = run.tiny ? 1 : run.quick ? 2 : 5;
  await union.servers(servers);
  const found: Round[] = [];
  // One round first that does not count: the servers have just started.
  for (let round = -1; round < rounds; round += 1) {
    run.tell(`consensus: ${String(many)} procedures close, ${by(servers)}, round ${String(round + 1)} …`);
    const one = await closeAll(union, many);
    if (round >= 0) found.push(one);
  }
  const times = found.map(({ ms }) => ms);
  const row: ConsensusRow = {
    work: `${String(many)} procedures of 27 close at one instant, ${by(servers)}`,
    runs: rounds,
    median: percentile(times, 50),
    p99: percentile(times, 99),
    unit: 'ms',
    goal: GOAL_MS,
  };
  const mean = (of: (round: Round) => number): string =>
    (found.reduce((sum, one) => sum + of(one), 0) / rounds / many).toFixed(1);
  const note = `a closing, ${by(servers)}: ${mean(({ serverMs }) => serverMs)} ms of processor time in the servers, ${mean(
    ({ postgresMs }) => postgresMs,
  )} ms in PostgreSQL; up to a second of the time until all are closed is the wait for the sweep`;
  return { rows: [row], notes: [note] };
}

const by = (servers: number): string => (servers === 1 ? 'one server' : `${String(servers)} servers`);

async function closeAll(union: DecidingUnion, many: number): Promise<Round> {
  const opened = await union.underSilence();
  await union.copies(opened, many - 1);
  const ended = await union.number(ENDS);
  const before = union.spent();
  await union.clock.setTo(opened.deadlineAt + 1);
  const since = performance.now();
  while ((await union.number(OPEN)) > 0) await pause(LOOK_EVERY_MS);
  const ms = performance.now() - since;
  const after = union.spent();
  const closed = (await union.number(ENDS)) - ended;
  if (closed !== many) throw new Error(`${String(many)} procedures closed ${String(closed)} times`);
  return {
    ms,
    serverMs: after.servers - before.servers,
    postgresMs: after.postgres - before.postgres,
  };
}

const joined = (parts: readonly PartFound[]): PartFound => ({
  rows: parts.flatMap(({ rows }) => rows),
  notes: parts.flatMap(({ notes }) => notes),
});
