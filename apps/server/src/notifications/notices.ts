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

  /** One person of what they asked to be told; in the caller's transaction, and once for each key. */
  async remind(
    manager: EntityManager,
    { person, by, ...told }: Omit<Notice, 'to' | 'calendar'> & { person: PersonId; by: Reminders['by'] },
  ): Promise<void> {
    const letters = this.sender.transport !== null && by.includes('letter');
    // Where no letters are sent any more, whoever asked for one is told on the screen.
    const onScreen = !letters || by.includes('screen');
    await manager.query(
      `WITH told AS (
         INSERT INTO notification (id, person, event_key, kind, package, procedure, facts, on_screen, at)
         VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (person, event_key) DO NOTHING RETURNING id)
       INSERT INTO letter (notification, attempts, next_at) SELECT id, 0, clock_timestamp() FROM told WHERE $9`,
      [
        person,
        told.key,
        told.kind,
        told.package,
        told.procedure,
        JSON.stringify(told.facts),
        onScreen,
        new Date(told.at),
        letters,
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
