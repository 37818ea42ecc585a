import type { Reminders } from '@entente/contracts';
import type { Instant, ProcedureId } from '@entente/kernel';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Alarms, QUEUES } from '../../jobs/index.js';
import { ReminderChoices } from '../../notifications/index.js';
import { ClockGuard } from '../clock-guard.js';
import type { ProcedureRow } from '../procedure.table.js';
import { leadsOf, nextOf, RUNNING, runningDeadline } from './reminder-times.js';

/**
 * Alarms for reminders, in the transaction of what moves them. An alarm only wakes somebody: what is due is found by the deadline and by
 * what people chose, and the sweep finds it without one (SPEC R241).
 */
@Injectable()
export class ReminderAlarms {
  constructor(
    @Inject(Alarms) private readonly alarms: Alarms,
    @Inject(ReminderChoices) private readonly choices: ReminderChoices,
    @Inject(ClockGuard) private readonly clock: ClockGuard,
  ) {}

  /** After a change of a procedure: another deadline counts from now on; what would have come before is not made up for. */
  async follow(
    manager: EntityManager,
    { before, after }: { readonly before: ProcedureRow; readonly after: ProcedureRow },
    receivedAt: Instant,
  ): Promise<void> {
    const deadline = runningDeadline(after);
    if (deadline === null || runningDeadline(before)?.getTime() === deadline.getTime()) return;
    await manager.query(
      `INSERT INTO reminder_watch (procedure, looked_until) VALUES ($1, $2) ON CONFLICT (procedure)
       DO UPDATE SET looked_until = greatest(reminder_watch.looked_until, excluded.looked_until)`,
      [after.id, new Date(receivedAt)],
    );
    await this.next(manager, { id: after.id, deadlineAt: deadline }, receivedAt);
  }

  /** The next alarm of one procedure, where one is left. */
  async next(
    manager: EntityManager,
    { id, deadlineAt }: { readonly id: ProcedureId; readonly deadlineAt: Date },
    after: number,
  ): Promise<void> {
    const at = nextOf(deadlineAt, leadsOf(await this.choices.leads(manager, [id]), id), after);
    if (at !== null) await this.alarms.set(manager, QUEUES.procedureDue, { at, about: id });
  }

  /** After somebody chose other times: one alarm for each instant, however many deadlines it is before. `only`: for this procedure alone. */
  async chosen(manager: EntityManager, { before, by }: Reminders, only: ProcedureId | null): Promise<void> {
    if (by.length === 0) return;
    const now = await this.clock.now();
    const rows: { id: ProcedureId; deadlineAt: Date }[] = await manager.query(
      `SELECT id, deadline_at AS "deadlineAt" FROM procedure
       WHERE state = ANY ($1) AND deadline_at > $2 AND ($3::uuid IS NULL OR id = $3)`,
      [[...RUNNING], new Date(now), only],
    );
    const wanted = new Map<Instant, ProcedureId>();
    for (const { id, deadlineAt } of rows) {
      const at = nextOf(deadlineAt, before, now);
      if (at !== null) wanted.set(at, id);
    }
    for (const [at, about] of wanted) {
      await this.alarms.set(manager, QUEUES.procedureDue, { at, about });
    }
  }
}
