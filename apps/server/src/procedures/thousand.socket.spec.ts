import 'reflect-metadata';
import { copyProcedure } from '@entente/testing';
import pg from 'pg';
import { bootServer } from '../boot-server.js';
import { deadlineOf, ProcedureStage } from './procedure.kit.js';

const MANY = 1_000;
/** Promised on two cores that answer `ROUND_TRIPS` of the least questions in `ANSWERED_MS`. */
const LIMIT_MS = 10_000;
const ANSWERED_MS = 1_150;
const ROUND_TRIPS = 20_000;
const CONNECTIONS = 12;

async function counted(stage: ProcedureStage, sql: string): Promise<number> {
  const client = new pg.Client({ connectionString: stage.database.adminUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ n: number }>(sql);
    return rows[0]?.n ?? 0;
  } finally {
    await client.end();
  }
}

/** How long the machine of this minute takes for questions that cost no more than being asked: it bounds the closings too. */
async function roundTrips(url: string): Promise<number> {
  const clients = Array.from({ length: CONNECTIONS }, () => new pg.Client({ connectionString: url }));
  await Promise.all(clients.map((client) => client.connect()));
  const started = performance.now();
  await Promise.all(
    clients.map(async (client) => {
      for (let n = 0; n < ROUND_TRIPS / CONNECTIONS; n += 1) await client.query('SELECT $1::int', [n]);
    }),
  );
  const took = performance.now() - started;
  await Promise.all(clients.map((client) => client.end()));
  return took;
}

describe('a thousand deadlines at one instant', () => {
  let stage: ProcedureStage;
  beforeAll(async () => {
    stage = await ProcedureStage.open('thousand');
  }, 60_000);
  afterAll(() => stage.close());

  it('[R159] all close within ten seconds of two undisturbed cores, each once, with two servers looking', async () => {
    const procedure = await stage.openSilence();
    const of = { procedure: procedure.id, package: procedure.package };
    await copyProcedure(stage.database.adminUrl, of, MANY - 1);
    const other = await bootServer(stage.database, { CLOCK_TOLERANCE_MS: '1000000000000' });
    try {
      const before = await roundTrips(stage.database.adminUrl);
      await stage.clock.setTo(deadlineOf(procedure) + 1);
      const started = performance.now();
      await Promise.all([stage.sweep(), stage.sweep(other)]);
      const ms = Math.round(performance.now() - started);
      const trips = Math.round(Math.min(before, await roundTrips(stage.database.adminUrl)));
      process.stdout.write(
        `${String(MANY)} procedures closed in ${String(ms)} ms, questions in ${String(trips)}\n`,
      );
      expect(await counted(stage, `SELECT count(*)::int AS n FROM procedure WHERE state = 'adopted'`)).toBe(
        MANY,
      );
      expect(await counted(stage, `SELECT count(*)::int AS n FROM package WHERE state = 'adopted'`)).toBe(
        MANY,
      );
      const ends = `SELECT count(*)::int AS n FROM procedure_event WHERE type = 'closed'`;
      expect(await counted(stage, ends)).toBe(MANY);
      const once = `SELECT count(DISTINCT (person, procedure))::int AS n FROM notification WHERE kind = 'procedure_closed'`;
      const people = await counted(stage, once);
      expect(people).toBe(
        await counted(stage, `SELECT count(*)::int AS n FROM notification WHERE kind = 'procedure_closed'`),
      );
      expect(ms * Math.min(1, ANSWERED_MS / trips)).toBeLessThan(LIMIT_MS);
    } finally {
      await other.app.close();
    }
  }, 120_000);
});
