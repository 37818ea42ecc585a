import { z } from 'zod';
import { instantMs, packageId, procedureId } from './primitives.js';
import { procedure } from './procedures.js';
import { table } from './route.js';
import { SYSTEM_LIST } from './system.js';

const count = z.int().min(0);

/** What a procedure that runs waits for: something that time brings at `nextInstant`, or people. Never whom. */
export const WAITS = ['opening', 'deadline', 'resumption', 'other_instant', 'people'] as const;

/** A procedure that has not ended, as whoever runs the platform sees it: ids, state and clocks (ADR 18). */
const runningProcedure = z.strictObject({
  procedure: procedureId,
  package: packageId,
  revision: z.int().min(1),
  kind: procedure.shape.kind,
  state: procedure.shape.state,
  openedAt: instantMs.nullable(),
  deadlineAt: instantMs.nullable(),
  /** When time alone changes it next; null: it does not. */
  nextInstant: instantMs.nullable(),
  waitsFor: z.enum(WAITS),
  /** Its `nextInstant` has come, and what it brings is not done. */
  overdue: z.boolean(),
  /** Whether an alarm is set for its `nextInstant`; without one the sweep alone finds it. */
  alarmSet: z.boolean(),
  /** When an alarm of it was last answered; null: not within the days that alarms are kept. */
  lastAlarmAt: instantMs.nullable(),
});
export type RunningProcedure = z.infer<typeof runningProcedure>;

/** Procedures that run, the next instant first, and whether what wakes them is well. */
export const schedulerStatus = z.strictObject({
  /** By the clock that stamps messages. */
  at: instantMs,
  procedures: z.strictObject({ total: count, shown: z.array(runningProcedure).max(SYSTEM_LIST) }),
  /** Alarms in the queue. `late`: due for more than five seconds and not answered. */
  alarms: z.strictObject({
    waiting: count,
    late: count,
    active: count,
    failed: count,
    /** Since when the oldest late one is due. */
    lateSince: instantMs.nullable(),
    lastAnsweredAt: instantMs.nullable(),
  }),
  /** The look at everything that is due, which the process that answers takes besides the alarms. */
  sweep: z.strictObject({
    everyMs: count,
    /** When the last one ended, by that process's clock; null: none yet. */
    lastAt: instantMs.nullable(),
    failed: z.boolean(),
  }),
  /** The clock that stamps, compared with that of the process that answers and with the stamps given before. */
  clock: z.strictObject({
    aheadMs: z.int(),
    steppedBackMs: count,
    toleranceMs: count,
    /** Whether procedures are closed by it. */
    trusted: z.boolean(),
  }),
});
export type SchedulerStatus = z.infer<typeof schedulerStatus>;

export const schedulerRoutes = table({
  scheduler: {
    method: 'GET',
    path: '/system/procedures',
    permission: 'system.read',
    summary:
      'Running procedures with their clocks, and whether what wakes them is well: alarms, sweep, clock. Ids and times, no text and nobody’s act.',
    answer: schedulerStatus,
  },
});
