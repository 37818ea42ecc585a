import { may } from '@entente/access';
import { awaitedOf, isDerogation } from '@entente/consensus';
import type { NotificationFacts } from '@entente/contracts';
import type { Instant } from '@entente/kernel';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PackageDirectory } from '../../drafting/index.js';
import { IdentityService } from '../../identity/index.js';
import { packageNumber, RecordService } from '../../lifecycle/index.js';
import { Notices, type DueReminder, type Reminder } from '../../notifications/index.js';
import type { Stored } from '../procedure-store.js';

/** Of which procedure somebody is reminded, and when. */
interface Occasion {
  readonly stored: Stored;
  readonly deadlineAt: Instant;
  readonly now: Instant;
}

/** Tells people what they asked to be reminded of, those whom it still concerns (SPEC R242): a few statements, however many they are. */
@Injectable()
export class ReminderTelling {
  constructor(
    @Inject(Notices) private readonly notices: Notices,
    @Inject(RecordService) private readonly record: RecordService,
    @Inject(PackageDirectory) private readonly packages: PackageDirectory,
    @Inject(IdentityService) private readonly identity: IdentityService,
  ) {}

  async tell(manager: EntityManager, due: readonly DueReminder[], occasion: Occasion): Promise<void> {
    if (due.length === 0) return;
    const { stored, deadlineAt, now } = occasion;
    const { id, package: packageId } = stored.row;
    const actors = await this.identity.actorsOf(due.map(({ person }) => person));
    const subject = await this.packages.subjectOf(packageId);
    if (subject === undefined) return;
    const number = packageNumber(await this.record.about(manager, packageId));
    const awaited = awaitedOf(stored.core);
    const reminders = due.flatMap(({ person, by, always, minutes }): Reminder[] => {
      const actor = actors.get(person);
      // Whoever may not read the procedure now hears nothing of it, whatever they chose when they could.
      if (actor === undefined || !may(actor, 'procedure.read', subject, now).ok) return [];
      const isAwaited = awaited.includes(actor.delegation);
      if (!isAwaited && !always) return [];
      const key = `${id}/reminder/${String(deadlineAt)}/${String(minutes)}`;
      return [
        {
          person,
          by,
          key,
          facts: { number, ...factsOf(occasion), ...(isAwaited ? { what: 'awaited' } : {}) },
        },
      ];
    });
    const notice = { kind: 'deadline_reminder', package: packageId, procedure: id, at: now } as const;
    await this.notices.remind(manager, notice, reminders);
  }

  /** After the commit: letters leave now rather than at the next look. */
  told(): void {
    this.notices.sent();
  }
}

function factsOf({ stored: { row, core }, deadlineAt }: Occasion): Omit<NotificationFacts, 'number'> {
  return {
    revision: row.revision,
    procedureKind: isDerogation(row.terms) ? 'derogation' : row.kind,
    packageHash: core.packageHash,
    deadlineAt,
  };
}
