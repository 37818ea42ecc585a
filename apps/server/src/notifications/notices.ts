import type { Role } from '@entente/access';
import type { NotificationFacts, NotificationKind, Reminders } from '@entente/contracts';
import {
  instant,
  type DelegationCode,
  type Instant,
  type PackageId,
  type PersonId,
  type ProcedureId,
} from '@entente/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { LetterSender } from './letter-sender.js';
import type { CalendarMark } from './notification.table.js';

/** One event, and the seats whose people are told of it. */
export interface Notice {
  /** Names the event: nobody is told of one event twice, whoever tells it again. */
  readonly key: string;
  readonly kind: NotificationKind;
  readonly package: PackageId;
  readonly procedure: ProcedureId | null;
  readonly facts: NotificationFacts;
  readonly to: readonly DelegationCode[];
  readonly at: Instant;
  /** Changes what stands in calendars; then the letter brings the file. */
  readonly calendar?: CalendarMark;
}

/** What one person is told because they asked for it. */
export interface Reminder extends Pick<Notice, 'key' | 'facts'> {
  readonly person: PersonId;
  readonly by: Reminders['by'];
}

/** Who takes part in procedures; observers and auditors read, and are not disturbed. */
const TOLD: readonly Role[] = [
  'delegate',
  'head_of_delegation',
  'ministry_signatory',
  'chair',
  'secretariat',
];

/** Told on the screen alone: a letter for each position of 27 partners would bury those that matter. */
const WITHOUT_LETTER: ReadonlySet<NotificationKind> = new Set(['position_recorded', 'reserve_ended']);

/** Tells people what happened: written in the transaction of the event, so told if and only if it happened. */
@Injectable()
export class Notices {
  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(LetterSender) private readonly sender: LetterSender,
  ) {}

  /** In the caller's transaction. Call `sent` once it is committed. */
  async tell(manager: EntityManager, notice: Notice): Promise<void> {
    const { to, key, kind, facts, calendar = null } = notice;
    if (to.length === 0) return;
    const letters = this.sender.transport !== null && !WITHOUT_LETTER.has(kind);
    await manager.query(
      `WITH told AS (
         INSERT INTO notification (id, person, event_key, kind, package, procedure, facts, calendar, at)
         SELECT gen_random_uuid(), p.id, $3, $4, $5, $6, $7, $8, $9
         FROM person p WHERE p.active AND p.delegation = ANY ($1) AND p.roles && $2
         ON CONFLICT (person, event_key) DO NOTHING RETURNING id)
       INSERT INTO letter (notification, attempts, next_at) SELECT id, 0, clock_timestamp() FROM told WHERE $10`,
      [
        [...to],
        [...TOLD],
        key,
        kind,
        notice.package,
        notice.procedure,
        JSON.stringify(facts),
        calendar === null ? null : JSON.stringify(calendar),
        new Date(notice.at),
        letters,
      ],
    );
  }

  /** People of what each of them asked to be told; in the caller's transaction, and each once for each key. */
  async remind(
    manager: EntityManager,
    notice: Omit<Notice, 'to' | 'calendar' | 'key' | 'facts'>,
    reminders: readonly Reminder[],
  ): Promise<void> {
    if (reminders.length === 0) return;
    const sends = this.sender.transport !== null;
    const byLetter = reminders.map(({ by }) => sends && by.includes('letter'));
    await manager.query(
      `WITH due AS (
         SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::boolean[], $5::boolean[])
           AS due (person, event_key, facts, on_screen, by_letter)),
       told AS (
         INSERT INTO notification (id, person, event_key, kind, package, procedure, facts, on_screen, at)
         SELECT gen_random_uuid(), person, event_key, $6, $7, $8, facts::jsonb, on_screen, $9 FROM due
         ON CONFLICT (person, event_key) DO NOTHING RETURNING id, person, event_key)
       INSERT INTO letter (notification, attempts, next_at)
       SELECT id, 0, clock_timestamp() FROM told JOIN due USING (person, event_key) WHERE by_letter`,
      [
        reminders.map(({ person }) => person),
        reminders.map(({ key }) => key),
        reminders.map(({ facts }) => JSON.stringify(facts)),
        // Where no letters are sent any more, whoever asked for one is told on the screen.
        reminders.map(({ by }, at) => byLetter[at] !== true || by.includes('screen')),
        byLetter,
        notice.kind,
        notice.package,
        notice.procedure,
        new Date(notice.at),
      ],
    );
  }

  /** After the commit: letters leave now rather than at the next look. */
  sent(): void {
    this.sender.wake();
  }

  /** When each seat was first reached with one of these notices: on somebody's screen, or by a letter handed over. */
  async deliveries(
    procedure: ProcedureId,
    kinds: readonly NotificationKind[],
  ): Promise<ReadonlyMap<DelegationCode, Instant>> {
    const rows: { delegation: DelegationCode; at: Date | null }[] = await this.database.query(
      `SELECT p.delegation, min(least(n.shown_at, l.sent_at)) AS at
       FROM notification n JOIN person p ON p.id = n.person LEFT JOIN letter l ON l.notification = n.id
       WHERE n.procedure = $1 AND n.kind = ANY ($2) GROUP BY p.delegation`,
      [procedure, [...kinds]],
    );
    return new Map(
      rows.flatMap(({ delegation, at }) => (at === null ? [] : [[delegation, instant(at.getTime())]])),
    );
  }
}
