import { NOTIFICATION_LIST, type MailStatus, type Notification } from '@entente/contracts';
import { instant, type Instant, type PersonId } from '@entente/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { LetterSender } from './letter-sender.js';
import { NotificationTable, type NotificationRow } from './notification.table.js';

/** Letters listed as failing; `waiting` counts all. */
const FAILING_LIST = 100;

/** What one person was told, and for whoever runs the platform how the letters go. */
@Injectable()
export class NotificationsService {
  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(LetterSender) private readonly sender: LetterSender,
  ) {}

  /** The newest first. What is listed has been shown to them: that is noted, and is no act of theirs. */
  async list(person: PersonId): Promise<{ unread: number; notifications: Notification[] }> {
    const [rows, unread] = await Promise.all([
      this.database.manager.find(NotificationTable, {
        where: { person, onScreen: true },
        order: { at: 'DESC', id: 'ASC' },
        take: NOTIFICATION_LIST,
      }),
      this.unread(person),
    ]);
    await this.#noteShown(rows);
    return { unread, notifications: rows.map(viewOf) };
  }

  /** The first time counts. */
  async #noteShown(rows: readonly NotificationRow[]): Promise<void> {
    const ids = rows.filter(({ shownAt }) => shownAt === null).map(({ id }) => id);
    if (ids.length === 0) return;
    await this.database.query(
      'UPDATE notification SET shown_at = entente_now() WHERE id = ANY ($1::uuid[]) AND shown_at IS NULL',
      [ids],
    );
  }

  async read(
    person: PersonId,
    which: { readonly ids: readonly string[] } | { readonly until: Instant },
  ): Promise<void> {
    const [condition, value] =
      'ids' in which ? ['id = ANY ($2::uuid[])', which.ids] : ['at <= $2', new Date(which.until)];
    await this.database.query(
      `UPDATE notification SET read_at = entente_now(), shown_at = coalesce(shown_at, entente_now())
       WHERE person = $1 AND on_screen AND read_at IS NULL AND ${condition}`,
      [person, value],
    );
  }

  async unread(person: PersonId): Promise<number> {
    const [row] = (await this.database.query(
      'SELECT count(*)::int AS unread FROM notification WHERE person = $1 AND on_screen AND read_at IS NULL',
      [person],
    )) as { unread: number }[];
    return row?.unread ?? 0;
  }

  async mail(): Promise<MailStatus> {
    const [counts] = (await this.database.query(
      `SELECT count(*) FILTER (WHERE sent_at IS NOT NULL)::int AS sent,
              count(*) FILTER (WHERE sent_at IS NULL)::int AS waiting FROM letter`,
    )) as { sent: number; waiting: number }[];
    const failing = (await this.database.query(
      `SELECT n.id, p.id AS person, p.name, n.kind, n.at, l.attempts, l.next_at AS "nextAt", l.error
       FROM letter l JOIN notification n ON n.id = l.notification JOIN person p ON p.id = n.person
       WHERE l.sent_at IS NULL AND l.error IS NOT NULL ORDER BY n.at, n.id LIMIT $1`,
      [FAILING_LIST],
    )) as (Omit<MailStatus['failing'][number], 'at' | 'nextAt'> & { at: Date; nextAt: Date })[];
    return {
      transport: this.sender.transport?.kind ?? 'none',
      sent: counts?.sent ?? 0,
      waiting: counts?.waiting ?? 0,
      failing: failing.map((one) => ({
        ...one,
        at: instant(one.at.getTime()),
        nextAt: instant(one.nextAt.getTime()),
      })),
    };
  }

  /** Tries every letter that failed again now; how many there are. */
  async retry(): Promise<number> {
    const [, letters] = (await this.database.query(
      'UPDATE letter SET next_at = clock_timestamp() WHERE sent_at IS NULL AND error IS NOT NULL',
    )) as [unknown, number];
    this.sender.wake();
    return letters;
  }
}

function viewOf(row: NotificationRow): Notification {
  const { id, kind, procedure, facts, at, readAt } = row;
  return {
    id,
    kind,
    package: row.package,
    procedure,
    facts,
    at: instant(at.getTime()),
    readAt: readAt === null ? null : instant(readAt.getTime()),
  };
}
