import { DEFAULT_REMINDERS, type Reminders } from '@entente/contracts';
import type { Instant, PersonId, ProcedureId } from '@entente/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { LetterSender } from './letter-sender.js';
import { PersonRemindersTable, ProcedureRemindersTable } from './reminder-choice.table.js';

/** One person whose time has come, and which: minutes before the deadline. */
export interface DueReminder {
  readonly person: PersonId;
  readonly minutes: number;
  readonly by: Reminders['by'];
  readonly always: boolean;
}

/** Times that anybody is to be told at: before every deadline, and before that of one procedure. */
export interface Leads {
  readonly general: readonly number[];
  readonly own: ReadonlyMap<ProcedureId, readonly number[]>;
}

/** What people chose about reminders (SPEC R240): each reads and sets their own. */
@Injectable()
export class ReminderChoices {
  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(LetterSender) private readonly sender: LetterSender,
  ) {}

  /** Whether reminders by letter go out at all. */
  get letters(): boolean {
    return this.sender.transport !== null;
  }

  async general(person: PersonId): Promise<Reminders | null> {
    return choiceOf(await this.database.manager.findOneBy(PersonRemindersTable, { person }));
  }

  async own(person: PersonId, procedure: ProcedureId): Promise<Reminders | null> {
    return choiceOf(await this.database.manager.findOneBy(ProcedureRemindersTable, { person, procedure }));
  }

  /** What holds for a person and a procedure. */
  async of(person: PersonId, procedure: ProcedureId): Promise<Reminders> {
    return (await this.own(person, procedure)) ?? (await this.general(person)) ?? DEFAULT_REMINDERS;
  }

  async setGeneral(manager: EntityManager, person: PersonId, choice: Reminders | null): Promise<void> {
    if (choice === null) {
      await manager.delete(PersonRemindersTable, { person });
      return;
    }
    await manager.query(
      `INSERT INTO person_reminders (person, before, by, always, set_at) VALUES ($1, $2, $3, $4, entente_now())
       ON CONFLICT (person) DO UPDATE
         SET before = excluded.before, by = excluded.by, always = excluded.always, set_at = excluded.set_at`,
      [person, choice.before, choice.by, choice.always],
    );
  }

  async setOwn(
    manager: EntityManager,
    of: { readonly person: PersonId; readonly procedure: ProcedureId },
    choice: Reminders | null,
  ): Promise<void> {
    const { person, procedure } = of;
    if (choice === null) {
      await manager.delete(ProcedureRemindersTable, { person, procedure });
      return;
    }
    await manager.query(
      `INSERT INTO procedure_reminders (procedure, person, before, by, always, set_at)
       VALUES ($1, $2, $3, $4, $5, entente_now())
       ON CONFLICT (procedure, person) DO UPDATE
         SET before = excluded.before, by = excluded.by, always = excluded.always, set_at = excluded.set_at`,
      [procedure, person, choice.before, choice.by, choice.always],
    );
  }

  /** What is to be looked at for these procedures. Who has chosen no way is told nothing. */
  async leads(manager: EntityManager, procedures: readonly ProcedureId[]): Promise<Leads> {
    const rows: { procedure: ProcedureId | null; minutes: number }[] = await manager.query(
      `SELECT DISTINCT NULL::uuid AS procedure, unnest(before) AS minutes
       FROM person_reminders WHERE cardinality(by) > 0
       UNION
       SELECT procedure, unnest(before) FROM procedure_reminders
       WHERE cardinality(by) > 0 AND procedure = ANY ($1::uuid[])`,
      [[...procedures]],
    );
    const own = new Map<ProcedureId, number[]>();
    for (const { procedure, minutes } of rows) {
      if (procedure !== null) own.set(procedure, [...(own.get(procedure) ?? []), minutes]);
    }
    return {
      general: rows.flatMap(({ procedure, minutes }) => (procedure === null ? [minutes] : [])),
      own,
    };
  }

  /**
   * Whose time came after `after` and until `until`; of several of one person the last, since one look brings one reminder. A time that
   * had passed when it was chosen is none.
   */
  due(
    manager: EntityManager,
    span: {
      readonly procedure: ProcedureId;
      readonly deadlineAt: Date;
      readonly after: Date;
      readonly until: Instant;
    },
  ): Promise<DueReminder[]> {
    return manager.query(
      `WITH choice AS (
         SELECT p.id AS person, coalesce(o.before, g.before) AS before, coalesce(o.by, g.by) AS by,
           coalesce(o.always, g.always) AS always, coalesce(o.set_at, g.set_at) AS set_at
         FROM person p
           LEFT JOIN person_reminders g ON g.person = p.id
           LEFT JOIN procedure_reminders o ON o.person = p.id AND o.procedure = $1
         WHERE p.active AND coalesce(o.person, g.person) IS NOT NULL),
       timed AS (
         SELECT person, by, always, set_at, minutes, $2::timestamptz - make_interval(mins => minutes) AS at
         FROM choice CROSS JOIN unnest(before) AS minutes WHERE cardinality(by) > 0)
       SELECT DISTINCT ON (person) person, minutes, by, always FROM timed
       WHERE at > greatest($3::timestamptz, set_at) AND at <= $4 ORDER BY person, minutes`,
      [span.procedure, span.deadlineAt, span.after, new Date(span.until)],
    );
  }
}

function choiceOf(
  row: { readonly before: readonly number[]; readonly by: Reminders['by']; readonly always: boolean } | null,
): Reminders | null {
  return row === null ? null : { before: [...row.before], by: row.by, always: row.always };
}
