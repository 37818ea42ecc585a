import { may } from '@entente/access';
import { awaitedOf, isDerogation } from '@entente/consensus';
import type { NotificationFacts } from '@entente/contracts';
import { instant, type Instant, type ProcedureId } from '@entente/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { DataSource, type EntityManager } from 'typeorm';
import { PackageDirectory } from '../../drafting/index.js';
import { IdentityService } from '../../identity/index.js';
import { packageNumber, RecordService } from '../../lifecycle/index.js';
import { Notices, ReminderChoices, type DueReminder } from '../../notifications/index.js';
import { ClockGuard } from '../clock-guard.js';
import { storedProcedure, type Stored } from '../procedure-store.js';
import { ReminderAlarms } from './reminder-alarms.js';
import { isDue, leadsOf, RUNNING, type Watched } from './reminder-times.js';

/** Tells people what they asked to be reminded of, when its time has come (SPEC R241, R242). Any process may do it, and two at once. */
@Injectable()
export class ReminderRound {
  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(PinoLogger) private readonly log: PinoLogger,
    @Inject(ClockGuard) private readonly guard: ClockGuard,
    @Inject(ReminderChoices) private readonly choices: ReminderChoices,
    @Inject(ReminderAlarms) private readonly alarms: ReminderAlarms,
    @Inject(Notices) private readonly notices: Notices,
    @Inject(RecordService) private readonly record: RecordService,
    @Inject(PackageDirectory) private readonly packages: PackageDirectory,
    @Inject(IdentityService) private readonly identity: IdentityService,
  ) {}

  /** Does what is due. By a clock that cannot be trusted nobody is reminded: of a wrong hour, or too early for good. */
  async due(): Promise<void> {
    const { database: now, faultMs } = await this.guard.look();
    if (faultMs !== null) return;
    const found = await this.#find(now);
    if (found.length === 0) return;
    for (const { id } of found) await this.#tryOne(id);
    this.notices.sent();
  }

  async #find(now: Instant): Promise<readonly Watched[]> {
    const rows = await this.#watched(this.database.manager, { now });
    if (rows.length === 0) return [];
    const ids = rows.map(({ id }) => id);
    const leads = await this.choices.leads(this.database.manager, ids);
    return rows.filter((row) => isDue(row, leadsOf(leads, row.id), now));
  }

  /** One that fails does not keep the others; it stays due, and is tried again by the next sweep. */
  async #tryOne(id: ProcedureId): Promise<void> {
    try {
      await this.database.transaction((manager) => this.#remind(manager, id));
    } catch (error) {
      this.log.error({ err: error, procedure: id }, 'reminders of a procedure were not told');
    }
  }

  async #remind(manager: EntityManager, id: ProcedureId): Promise<void> {
    const now = await this.guard.now();
    const [watched] = await this.#watched(manager, { now, only: id });
    // Another process has it in hand or came first, or the deadline is over or was moved meanwhile.
    if (watched === undefined) return;
    const stored = await storedProcedure(manager, id);
    if (stored === undefined) return;
    const { deadlineAt, lookedUntil: after } = watched;
    const due = await this.choices.due(manager, { procedure: id, deadlineAt, after, until: now });
    for (const reminder of due) await this.#tell(manager, { stored, reminder, deadlineAt, now });
    await manager.query(
      'UPDATE reminder_watch SET looked_until = greatest(looked_until, $2) WHERE procedure = $1',
      [id, new Date(now)],
    );
    await this.alarms.next(manager, watched, now);
  }

  /** Procedures whose deadline is ahead; one of them, `only`, for oneself alone until the transaction ends. */
  #watched(
    manager: EntityManager,
    { now, only }: { readonly now: Instant; readonly only?: ProcedureId },
  ): Promise<Watched[]> {
    return manager.query(
      `SELECT p.id, p.deadline_at AS "deadlineAt", w.looked_until AS "lookedUntil"
       FROM procedure p JOIN reminder_watch w ON w.procedure = p.id
       WHERE p.state = ANY ($1) AND p.deadline_at > $2 ${only === undefined ? '' : 'AND p.id = $3 FOR UPDATE OF w SKIP LOCKED'}`,
      [[...RUNNING], new Date(now), ...(only === undefined ? [] : [only])],
    );
  }

  async #tell(
    manager: EntityManager,
    {
      stored,
      reminder,
      deadlineAt,
      now,
    }: {
      readonly stored: Stored;
      readonly reminder: DueReminder;
      readonly deadlineAt: Date;
      readonly now: Instant;
    },
  ): Promise<void> {
    const { row, core } = stored;
    const actor = await this.identity.actorOf(reminder.person);
    const subject = await this.packages.subjectOf(row.package);
    // Whoever may not read the procedure now hears nothing of it, whatever they chose when they could.
    if (actor === null || subject === undefined || !may(actor, 'procedure.read', subject, now).ok) return;
    const awaited = awaitedOf(core).includes(actor.delegation);
    if (!awaited && !reminder.always) return;
    const deadline = instant(deadlineAt.getTime());
    const facts: NotificationFacts = {
      number: packageNumber(await this.record.about(manager, row.package)),
      revision: row.revision,
      procedureKind: isDerogation(row.terms) ? 'derogation' : row.kind,
      packageHash: core.packageHash,
      deadlineAt: deadline,
      ...(awaited ? { what: 'awaited' } : {}),
    };
    await this.notices.remind(manager, {
      person: reminder.person,
      by: reminder.by,
      key: `${row.id}/reminder/${String(deadline)}/${String(reminder.minutes)}`,
      kind: 'deadline_reminder',
      package: row.package,
      procedure: row.id,
      facts,
      at: now,
    });
  }
}
