import { instant, type Instant } from '@entente/kernel';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Alarms, QUEUES } from '../jobs/index.js';
import type { ProcedureRow } from './procedure.table.js';
import { ReminderAlarms } from './reminding/reminder-alarms.js';

/** Alarms where time has something new to do, in the transaction of what brought it: for the law, and for people's reminders. */
@Injectable()
export class ProcedureAlarms {
  constructor(
    @Inject(Alarms) private readonly alarms: Alarms,
    @Inject(ReminderAlarms) private readonly reminders: ReminderAlarms,
  ) {}

  async follow(
    manager: EntityManager,
    change: { readonly before: ProcedureRow; readonly after: ProcedureRow },
    receivedAt: Instant,
  ): Promise<void> {
    const { before, after } = change;
    const next = after.nextInstant;
    if (next !== null && next.getTime() !== before.nextInstant?.getTime()) {
      await this.alarms.set(manager, QUEUES.procedureDue, { at: instant(next.getTime()), about: after.id });
    }
    await this.reminders.follow(manager, change, receivedAt);
  }
}
