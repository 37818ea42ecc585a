import { instant, type Instant, type ProcedureId } from '@entente/kernel';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ReminderChoices } from '../../notifications/index.js';
import { storedProcedure } from '../procedure-store.js';
import { ReminderAlarms } from './reminder-alarms.js';
import { ReminderTelling } from './reminder-telling.js';
import { isDue, leadsOf, RUNNING, type Watched } from './reminder-times.js';

/** Looks at the reminders of procedures: which are due, and of one whom they are for. */
@Injectable()
export class ReminderLook {
  constructor(
    @Inject(ReminderChoices) private readonly choices: ReminderChoices,
    @Inject(ReminderAlarms) private readonly alarms: ReminderAlarms,
    @Inject(ReminderTelling) private readonly telling: ReminderTelling,
  ) {}

  /** Procedures of which somebody's time has come. */
  async due(manager: EntityManager, now: Instant): Promise<readonly ProcedureId[]> {
    const rows = await watched(manager, { now });
    if (rows.length === 0) return [];
    const ids = rows.map(({ id }) => id);
    const leads = await this.choices.leads(manager, ids);
    return rows.filter((row) => isDue(row, leadsOf(leads, row.id), now)).map(({ id }) => id);
  }

  /** Tells what is due of one, in the caller's transaction, and notes that it was looked at. */
  async at(manager: EntityManager, id: ProcedureId, now: Instant): Promise<void> {
    const [row] = await watched(manager, { now, only: id });
    // Another process has it in hand or came first, or the deadline is over or was moved meanwhile.
    if (row === undefined) return;
    const stored = await storedProcedure(manager, id);
    if (stored === undefined) return;
    const { deadlineAt, lookedUntil: after } = row;
    const occasion = { stored, deadlineAt: instant(deadlineAt.getTime()), now };
    const due = await this.choices.due(manager, { procedure: id, deadlineAt, after, until: now });
    await this.telling.tell(manager, due, occasion);
    await manager.query(
      'UPDATE reminder_watch SET looked_until = greatest(looked_until, $2) WHERE procedure = $1',
      [id, new Date(now)],
    );
    await this.alarms.next(manager, row, now);
  }

  /** After the commits. */
  done(): void {
    this.telling.told();
  }
}

/** Procedures whose deadline is ahead; one of them, `only`, for oneself alone until the transaction ends. */
function watched(
  manager: EntityManager,
  { now, only }: { readonly now: Instant; readonly only?: ProcedureId },
): Promise<Watched[]> {
  const alone = only === undefined ? '' : 'AND p.id = $3 FOR UPDATE OF w SKIP LOCKED';
  return manager.query(
    `SELECT p.id, p.deadline_at AS "deadlineAt", w.looked_until AS "lookedUntil"
     FROM procedure p JOIN reminder_watch w ON w.procedure = p.id
     WHERE p.state = ANY ($1) AND p.deadline_at > $2 ${alone}`,
    [[...RUNNING], new Date(now), ...(only === undefined ? [] : [only])],
  );
}
