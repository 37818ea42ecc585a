import { instant, type PersonId, type ProcedureId } from '@entente/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { packageNumber, RecordService } from '../lifecycle/index.js';
import { calendarFile, deadlineSummary, decisionPage, ReminderChoices } from '../notifications/index.js';
import { ServerConfig } from '../server-config.js';
import { calendarSequence } from './notices-of.js';
import { storedProcedure } from './procedure-store.js';

/** Deadlines as calendar files. */
@Injectable()
export class DeadlineCalendar {
  readonly #origin: string;

  constructor(
    @Inject(ServerConfig) config: ServerConfig,
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(RecordService) private readonly record: RecordService,
    @Inject(ReminderChoices) private readonly reminders: ReminderChoices,
  ) {
    this.#origin = config.origins[0];
  }

  /** A file that rings when its reader wants to be reminded; undefined where there is no such procedure, or none with a deadline. */
  async of(id: ProcedureId, person: PersonId): Promise<{ filename: string; content: string } | undefined> {
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
