import type { Procedure } from '@entente/contracts';
import { instant, type PackageId, type PersonId, type ProcedureId } from '@entente/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { packageNumber, RecordService } from '../lifecycle/index.js';
import { calendarFile, deadlineSummary, decisionPage, ReminderChoices } from '../notifications/index.js';
import { ServerConfig } from '../server-config.js';
import { calendarSequence } from './notices-of.js';
import { storedOfPackage, storedProcedure, type Stored } from './procedure-store.js';
import { viewOf } from './procedure-view.js';
import { ReceiptsService } from './receipts.service.js';
import type { Viewer } from './visibility.js';

/** Procedures as people read them. Reading does nothing. */
@Injectable()
export class ProcedureReadings {
  readonly #origin: string;

  constructor(
    @Inject(ServerConfig) config: ServerConfig,
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(RecordService) private readonly record: RecordService,
    @Inject(ReceiptsService) private readonly receipts: ReceiptsService,
    @Inject(ReminderChoices) private readonly reminders: ReminderChoices,
  ) {
    this.#origin = config.origins[0];
  }

  /** Procedures on a package, newest first. */
  async list(packageId: PackageId, viewer: Viewer): Promise<Procedure[]> {
    const all = await storedOfPackage(this.database.manager, packageId);
    return Promise.all(all.map((stored) => this.show(stored, viewer)));
  }

  /** `viewer` null: all of it, for what is made of an adopted decision. */
  async view(
    id: ProcedureId,
    viewer: Viewer | null,
    manager: EntityManager = this.database.manager,
  ): Promise<Procedure | undefined> {
    const stored = await storedProcedure(manager, id);
    return stored === undefined ? undefined : this.show(stored, viewer);
  }

  async show(stored: Stored, viewer: Viewer | null): Promise<Procedure> {
    return viewOf(stored, viewer, await this.receipts.of(stored));
  }

  /**
   * The deadline as a calendar file that rings when its reader wants to be reminded; undefined where there is no such procedure, or none
   * with a deadline.
   */
  async calendar(
    id: ProcedureId,
    person: PersonId,
  ): Promise<{ filename: string; content: string } | undefined> {
    const stored = await storedProcedure(this.database.manager, id);
    const deadlineAt = stored?.core.deadlineAt ?? null;
    if (stored === undefined || deadlineAt === null) return undefined;
    const { row, core, events } = stored;
    const about = await this.record.about(this.database.manager, row.package);
    const number = packageNumber(about);
    const content = calendarFile({
      procedure: id,
      deadlineAt,
      stampedAt: instant(row.lastAt.getTime()),
      sequence: calendarSequence(events, events.length),
      status: core.closedAt === null ? 'confirmed' : 'cancelled',
      summary: deadlineSummary({ number, revision: row.revision }),
      description: core.terms.kind === 'silence' ? 'Silence until the deadline is consent.' : '',
      url: decisionPage(this.#origin, number),
      alarms: (await this.reminders.of(person, id)).before,
    });
    const slug = number.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
    return { filename: `${slug}-rev${String(row.revision)}.ics`, content };
  }
}
