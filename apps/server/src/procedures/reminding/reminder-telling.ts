import { may } from '@entente/access';
import { awaitedOf, isDerogation } from '@entente/consensus';
import type { NotificationFacts } from '@entente/contracts';
import type { Instant } from '@entente/kernel';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PackageDirectory } from '../../drafting/index.js';
import { IdentityService } from '../../identity/index.js';
import { packageNumber, RecordService } from '../../lifecycle/index.js';
import { Notices, type DueReminder } from '../../notifications/index.js';
import type { Stored } from '../procedure-store.js';

/** Of which procedure somebody is reminded, and when. */
interface Occasion {
  readonly stored: Stored;
  readonly deadlineAt: Instant;
  readonly now: Instant;
}

/** Tells one person what they asked to be reminded of, if it still concerns them (SPEC R242). */
@Injectable()
export class ReminderTelling {
  constructor(
    @Inject(Notices) private readonly notices: Notices,
    @Inject(RecordService) private readonly record: RecordService,
    @Inject(PackageDirectory) private readonly packages: PackageDirectory,
    @Inject(IdentityService) private readonly identity: IdentityService,
  ) {}

  async tell(manager: EntityManager, reminder: DueReminder, occasion: Occasion): Promise<void> {
    const { stored, deadlineAt, now } = occasion;
    const { id, package: packageId } = stored.row;
    const actor = await this.identity.actorOf(reminder.person);
    const subject = await this.packages.subjectOf(packageId);
    // Whoever may not read the procedure now hears nothing of it, whatever they chose when they could.
    if (actor === null || subject === undefined || !may(actor, 'procedure.read', subject, now).ok) return;
    const awaited = awaitedOf(stored.core).includes(actor.delegation);
    if (!awaited && !reminder.always) return;
    await this.notices.remind(manager, {
      person: reminder.person,
      by: reminder.by,
      key: `${id}/reminder/${String(deadlineAt)}/${String(reminder.minutes)}`,
      kind: 'deadline_reminder',
      package: packageId,
      procedure: id,
      facts: await this.#facts(manager, occasion, awaited),
      at: now,
    });
  }

  /** After the commit: letters leave now rather than at the next look. */
  told(): void {
    this.notices.sent();
  }

  async #facts(
    manager: EntityManager,
    { stored: { row, core }, deadlineAt }: Occasion,
    awaited: boolean,
  ): Promise<NotificationFacts> {
    return {
      number: packageNumber(await this.record.about(manager, row.package)),
      revision: row.revision,
      procedureKind: isDerogation(row.terms) ? 'derogation' : row.kind,
      packageHash: core.packageHash,
      deadlineAt,
      ...(awaited ? { what: 'awaited' } : {}),
    };
  }
}
