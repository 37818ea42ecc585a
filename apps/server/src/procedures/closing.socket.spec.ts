import 'reflect-metadata';
import type { Procedure } from '@entente/contracts';
import { waitFor } from '@entente/testing';
import pg from 'pg';
import { deadlineOf, ProcedureStage } from './procedure.kit.js';

/** A connection of its own that holds the package's row, as a commit that takes long does. */
async function heldPackage(stage: ProcedureStage, procedure: Procedure): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: stage.database.adminUrl });
  await client.connect();
  await client.query('BEGIN');
  await client.query('SELECT 1 FROM package WHERE id = $1 FOR UPDATE', [procedure.package]);
  return async () => {
    await client.query('COMMIT');
    await client.end();
  };
}

/** How many backends wait for, or hold, an advisory lock of this mode. */
async function advisory(stage: ProcedureStage, mode: string, granted: boolean): Promise<number> {
  const client = new pg.Client({ connectionString: stage.database.adminUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM pg_locks
       WHERE locktype = 'advisory' AND mode = $1 AND granted = $2
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      [mode, granted],
    );
    return rows[0]?.n ?? 0;
  } finally {
    await client.end();
  }
}

/** Two servers that close at once, and a clock that steps back, are in `bad-input.socket.spec.ts` (R150, R156). */
describe('deadlines in the server', () => {
  let stage: ProcedureStage;
  beforeAll(async () => {
    stage = await ProcedureStage.open('closing');
  }, 60_000);
  afterAll(() => stage.close());

  it('[R155] adopts by silence at the deadline + 1 ms, whenever somebody looks, and the package follows', async () => {
    const procedure = await stage.openSilence();
    await stage.clock.setTo(deadlineOf(procedure));
    await stage.sweep();
    await stage.clock.advance(7 * 3_600_000);
    await stage.sweep();
    const closed = await stage.view(procedure.id);
    expect([closed.state, closed.cause, closed.closedAt]).toEqual([
      'adopted',
      'silence',
      deadlineOf(procedure) + 1,
    ]);
    expect((await stage.package(procedure.package)).state).toBe('adopted');
    const ends = (await stage.record(procedure.package)).filter(({ type }) => type === 'procedure.closed');
    expect(ends.map(({ person, delegation, name }) => [person, delegation, name])).toEqual([
      [null, null, 'Entente'],
    ]);
  });

  it('[R151] S2(d): an objection received in time and committed after the closing began still breaks it', async () => {
    const procedure = await stage.openSilence();
    const deadline = deadlineOf(procedure);
    await stage.clock.setTo(deadline - 60_000);
    const release = await heldPackage(stage, procedure);
    const objection = stage.act('NO head', procedure, { act: 'object', reason: 'Article 4.' });
    await waitFor('the objection to be stamped', async () => (await advisory(stage, 'ShareLock', true)) > 0);
    await stage.clock.setTo(deadline + 1_000);
    const closing = stage.sweep();
    await waitFor('closing to wait', async () => (await advisory(stage, 'ExclusiveLock', false)) > 0);
    await release();
    expect((await objection).status).toBe(200);
    await closing;
    const broken = await stage.view(procedure.id);
    expect([broken.state, broken.cause]).toEqual(['broken', 'objection']);
    expect(broken.closedAt).toBeLessThan(deadline);
    expect((await stage.package(procedure.package)).state).toBe('drafting');
  });

  it('[R152] S2(b): who comes after the deadline finds it adopted, whether or not anybody had looked; the objection is noted', async () => {
    const procedure = await stage.openSilence();
    const deadline = deadlineOf(procedure);
    await stage.clock.setTo(deadline + 1);
    const late = await stage.act('NO head', procedure, { act: 'object', reason: 'Too late.' });
    expect((late.body as Procedure).state).toBe('adopted');
    const closed = await stage.view(procedure.id);
    expect(closed.closedAt).toBe(deadline + 1);
    expect(closed.core.lateObjections.map(({ partner, reason }) => [partner, reason])).toEqual([
      ['NO', 'Too late.'],
    ]);
    expect((await stage.told('chair', procedure)).map(({ kind }) => kind)).toContain('late_objection');
    expect((await stage.told('AU head', procedure)).map(({ kind }) => kind)).not.toContain('late_objection');
    const tooLate = await stage.chair(procedure, { type: 'extend', deadlineAt: deadline + 10_000_000 });
    expect(tooLate.code).toBe('ALREADY_CLOSED');
  });

  it('[R155] a procedure that was announced opens by time', async () => {
    const now = await stage.clock.now();
    const opensAt = now + 3_600_000;
    const announced = await stage.openSilence({
      opensAt: opensAt as Procedure['openedAt'] & number,
      deadlineAt: (opensAt + 3_600_000) as Procedure['openedAt'] & number,
    });
    expect([announced.state, announced.openedAt, announced.nextInstant]).toEqual([
      'announced',
      null,
      opensAt,
    ]);
    expect((await stage.act('AU head', announced)).code).toBe('ACT_NOT_ALLOWED');
    await stage.clock.setTo(opensAt + 5_000);
    await stage.sweep();
    const open = await stage.view(announced.id);
    expect([open.state, open.openedAt]).toEqual(['open', opensAt]);
  });
});

describe('a clock that cannot be trusted', () => {
  let stage: ProcedureStage;
  beforeAll(async () => {
    stage = await ProcedureStage.open('clock_fault', { CLOCK_TOLERANCE_MS: '2000' });
  }, 60_000);
  afterAll(() => stage.close());

  it('[R158] closes nothing: the chair is told, and extends or voids', async () => {
    const procedure = await stage.openSilence();
    await stage.clock.setTo(deadlineOf(procedure) + 10_000);
    await stage.sweep();
    const suspended = await stage.view(procedure.id);
    expect([suspended.state, suspended.closedAt, suspended.core.clockFault]).toEqual([
      'suspended',
      null,
      true,
    ]);
    expect((await stage.told('chair', procedure)).map(({ kind }) => kind)).toContain('clock_fault');
    expect((await stage.told('AU head', procedure)).map(({ kind }) => kind)).not.toContain('clock_fault');
    await stage.sweep();
    expect(
      (await stage.record(procedure.package)).filter(({ type }) => type === 'procedure.clock_faulted').length,
    ).toBe(1);
    await stage.clock.setTo(Date.now());
    const later = Date.now() + 7_200_000;
    expect((await stage.chair(procedure, { type: 'extend', deadlineAt: later }, 'AU head')).code).toBe(
      'FORBIDDEN',
    );
    expect((await stage.chair(procedure, { type: 'extend', deadlineAt: later })).status).toBe(200);
    expect((await stage.view(procedure.id)).deadlineAt).toBe(later);
  });
});
