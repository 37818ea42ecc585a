import 'reflect-metadata';
import type { Procedure } from '@entente/contracts';
import pg from 'pg';
import { bootServer } from '../boot-server.js';
import { deadlineOf, ProcedureStage } from './procedure.kit.js';

const MANY = 1_000;
const LIMIT_MS = 10_000;

/** Copies one open procedure with its package: the same terms, members, people and deadline, under ids of their own. */
async function copies(
  stage: ProcedureStage,
  { id, package: packageId }: Procedure,
  count: number,
): Promise<void> {
  const client = new pg.Client({ connectionString: stage.database.adminUrl });
  await client.connect();
  try {
    await client.query(
      `CREATE TEMP TABLE copy AS SELECT gen_random_uuid() AS package, gen_random_uuid() AS procedure, n
       FROM generate_series(1, $1::int) n`,
      [count],
    );
    // A record of its own begins at its first act: the copies bring none.
    await client.query(
      `INSERT INTO package SELECT (jsonb_populate_record(p, jsonb_build_object('id', c.package, 'sequence', 10000 + c.n,
         'procedure', c.procedure, 'record_head', 0))).* FROM package p, copy c WHERE p.id = $1`,
      [packageId],
    );
    await client.query(
      `INSERT INTO procedure SELECT (jsonb_populate_record(p, jsonb_build_object('id', c.procedure, 'package', c.package))).*
       FROM procedure p, copy c WHERE p.id = $1`,
      [id],
    );
    await client.query(
      `INSERT INTO procedure_event SELECT (jsonb_populate_record(e, jsonb_build_object('procedure', c.procedure,
         'body', replace(e.body::text, $1, c.procedure::text)::jsonb))).* FROM procedure_event e, copy c WHERE e.procedure = $1::uuid`,
      [id],
    );
  } finally {
    await client.end();
  }
}

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

describe('a thousand deadlines at one instant', () => {
  let stage: ProcedureStage;
  beforeAll(async () => {
    stage = await ProcedureStage.open('thousand');
  }, 60_000);
  afterAll(() => stage.close());

  it('[R159] all close within ten seconds, each once, with two servers looking', async () => {
    const procedure = await stage.openSilence();
    await copies(stage, procedure, MANY - 1);
    const other = await bootServer(stage.database, { CLOCK_TOLERANCE_MS: '1000000000000' });
    try {
      await stage.clock.setTo(deadlineOf(procedure) + 1);
      const started = performance.now();
      await Promise.all([stage.sweep(), stage.sweep(other)]);
      const ms = Math.round(performance.now() - started);
      process.stdout.write(`${String(MANY)} procedures closed in ${String(ms)} ms\n`);
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
      expect(ms).toBeLessThan(LIMIT_MS);
    } finally {
      await other.app.close();
    }
  }, 120_000);
});
