import { SYSTEM_LIST, type RunningProcedure, type SchedulerStatus } from '@entente/contracts';
import { instant, type Instant, type PackageId, type ProcedureId } from '@entente/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Alarms, QUEUES, type KeptAlarm } from '../jobs/index.js';
import { ClockGuard } from './clock-guard.js';
import type { ProcedureRow } from './procedure.table.js';
import { Waking } from './waking.js';

interface Running {
  readonly id: ProcedureId;
  readonly package: PackageId;
  readonly revision: number;
  readonly kind: ProcedureRow['kind'];
  readonly state: ProcedureRow['state'];
  readonly opened_at: Date | null;
  readonly deadline_at: Date | null;
  readonly next_instant: Date | null;
  readonly total: number;
}

/** What whoever runs the platform sees of procedures: that they run, and that what wakes them is well (SPEC R234, ADR 18). */
@Injectable()
export class SchedulerWatch {
  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(ClockGuard) private readonly guard: ClockGuard,
    @Inject(Alarms) private readonly alarms: Alarms,
    @Inject(Waking) private readonly waking: Waking,
  ) {}

  async status(): Promise<SchedulerStatus> {
    const clocks = await this.guard.look();
    const rows = await this.#running();
    const [queue, woken] = await Promise.all([
      this.alarms.counts(QUEUES.procedureDue),
      this.alarms.about(
        QUEUES.procedureDue,
        rows.map(({ id }) => id),
      ),
    ]);
    return {
      at: clocks.database,
      procedures: {
        total: rows[0]?.total ?? 0,
        shown: rows.map((row) => shown(row, woken.get(row.id) ?? [], clocks.database)),
      },
      alarms: queue,
      sweep: this.waking.sweeps,
      clock: {
        aheadMs: Math.trunc(clocks.aheadMs),
        steppedBackMs: Math.trunc(clocks.steppedBackMs),
        toleranceMs: this.guard.toleranceMs,
        trusted: clocks.faultMs === null,
      },
    };
  }

  /** What has a next instant first, the nearest of them before the others. */
  #running(): Promise<Running[]> {
    return this.database.query(
      `SELECT id, package, revision, kind, state, opened_at, deadline_at, next_instant, (count(*) OVER ())::int AS total
       FROM procedure WHERE closed_at IS NULL ORDER BY next_instant NULLS LAST, id LIMIT $1`,
      [SYSTEM_LIST],
    );
  }
}

function shown(row: Running, alarms: readonly KeptAlarm[], now: Instant): RunningProcedure {
  const next = row.next_instant?.getTime() ?? null;
  const answered = alarms.flatMap(({ answeredAt }) => (answeredAt === null ? [] : [answeredAt]));
  return {
    procedure: row.id,
    package: row.package,
    revision: row.revision,
    kind: row.kind,
    state: row.state,
    openedAt: at(row.opened_at),
    deadlineAt: at(row.deadline_at),
    nextInstant: at(row.next_instant),
    waitsFor: waitOf(row),
    overdue: next !== null && next <= now,
    alarmSet: alarms.some(({ dueAt, answeredAt }) => answeredAt === null && dueAt === next),
    lastAlarmAt: answered.length === 0 ? null : instant(Math.max(...answered)),
  };
}

function waitOf({ state, deadline_at: deadline, next_instant: next }: Running): RunningProcedure['waitsFor'] {
  if (next === null) return 'people';
  if (state === 'announced') return 'opening';
  if (state === 'suspended') return 'resumption';
  return next.getTime() === deadline?.getTime() ? 'deadline' : 'other_instant';
}

const at = (date: Date | null): Instant | null => (date === null ? null : instant(date.getTime()));
