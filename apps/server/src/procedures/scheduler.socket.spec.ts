import 'reflect-metadata';
import type { Procedure, SchedulerStatus } from '@entente/contracts';
import { waitFor } from '@entente/testing';
import { deadlineOf, ProcedureStage } from './procedure.kit.js';

describe('procedures and what wakes them, for whoever runs the platform', () => {
  let stage: ProcedureStage;
  let procedure: Procedure;
  beforeAll(async () => {
    stage = await ProcedureStage.open('scheduler');
    procedure = await stage.openSilence();
  }, 60_000);
  afterAll(() => stage.close());

  const status = (): Promise<SchedulerStatus> => stage.us.ask('administrator', 'GET', '/system/procedures');
  const shown = async (): Promise<SchedulerStatus['procedures']['shown'][number] | undefined> =>
    (await status()).procedures.shown.find((one) => one.procedure === procedure.id);

  it('[A16] are refused to whoever takes part, watches, or is a stranger', async () => {
    for (const who of ['chair', 'secretary', 'AU head', 'AU delegate', 'observer']) {
      expect((await stage.us.call(who, 'GET', '/system/procedures')).code).toBe('FORBIDDEN');
    }
    expect((await stage.us.call(null, 'GET', '/system/procedures')).status).toBe(401);
  });

  it('[R234] are told by ids and clocks: what each waits for, and that an alarm is set', async () => {
    expect(await shown()).toEqual({
      procedure: procedure.id,
      package: procedure.package,
      revision: 1,
      kind: 'silence',
      state: 'open',
      openedAt: procedure.openedAt,
      deadlineAt: deadlineOf(procedure),
      nextInstant: procedure.nextInstant,
      waitsFor: procedure.nextInstant === procedure.deadlineAt ? 'deadline' : 'other_instant',
      overdue: false,
      alarmSet: true,
      lastAlarmAt: null,
    });
    const { alarms, clock, sweep } = await status();
    expect(alarms).toMatchObject({ late: 0, failed: 0, lateSince: null });
    expect(alarms.waiting).toBeGreaterThan(0);
    expect(clock.trusted).toBe(true);
    await waitFor('the sweep at boot', async () => (await status()).sweep.lastAt !== null);
    expect(sweep.failed).toBe(false);
  });

  it('[R234] say nothing of titles, text, or who has acted and who is awaited', async () => {
    expect((await stage.act('AU head', procedure)).status).toBe(200);
    expect(JSON.stringify(await status())).not.toMatch(/Working title|"AU"|"NO"|agree|acts|missing/);
  });

  it('[R234] show what is due and not done, and nothing more once it has ended', async () => {
    await stage.clock.setTo(deadlineOf(procedure) + 1);
    // Nobody has looked yet: alarms know only the real time.
    expect(await shown()).toMatchObject({ overdue: true, state: 'open' });
    await stage.sweep();
    expect(await shown()).toBeUndefined();
  });

  it('[R234] show a clock that has stepped back as one that nothing is closed by', async () => {
    const strict = await ProcedureStage.open('scheduler_clock', { CLOCK_TOLERANCE_MS: '2000' });
    try {
      await strict.clock.setTo((await strict.clock.now()) + 3_600_000);
      const { clock } = await strict.us.ask<SchedulerStatus>('administrator', 'GET', '/system/procedures');
      expect(clock.trusted).toBe(false);
      expect(clock.aheadMs).toBeGreaterThan(3_500_000);
    } finally {
      await strict.close();
    }
  }, 60_000);
});
