import { DEFAULT_REMINDERS, type NotificationFacts, type NotificationKind } from '@entente/contracts';
import type { ProcedureId } from '@entente/kernel';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { DataSource } from 'typeorm';
import { ServerConfig } from '../server-config.js';
import { letterOf } from './letter.js';
import { letterTransport, type Letter, type LetterTransport } from './letter-transport.js';
import type { CalendarMark } from './notification.table.js';

/** How long a letter is left alone by the others while one process tries it. */
const LEASE_SECONDS = 60;
const LONGEST_WAIT_SECONDS = 3_600;
const LOOK_MS = 5_000;
const AT_ONCE = 20;

/** A letter that this process has taken, with all that it is written from. */
interface Taken {
  readonly id: string;
  readonly attempts: number;
  readonly kind: NotificationKind;
  readonly procedure: ProcedureId | null;
  readonly facts: NotificationFacts;
  readonly calendar: CalendarMark | null;
  readonly at: Date;
  readonly email: string;
  readonly active: boolean;
  readonly zone: string | null;
  readonly seatZone: string;
  /** Minutes before the deadline; null: the reader has chosen none. */
  readonly alarms: readonly number[] | null;
}

/**
 * Sends the letters that are queued. Any number of processes may do it: each letter is taken by one, for a minute; who dies in
 * between leaves it to the next, under the same message id.
 */
@Injectable()
export class LetterSender implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly transport: LetterTransport | null;
  readonly #origin: string;
  #timer: NodeJS.Timeout | undefined;
  #sending: Promise<void> | undefined;
  #again = false;
  #stopped = false;

  constructor(
    @Inject(ServerConfig) config: ServerConfig,
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(PinoLogger) private readonly log: PinoLogger,
  ) {
    this.transport = letterTransport(config.mail);
    this.#origin = config.origins[0];
  }

  onApplicationBootstrap(): void {
    if (this.transport === null) return;
    this.#timer = setInterval(() => {
      this.wake();
    }, LOOK_MS).unref();
    this.wake();
  }

  async onApplicationShutdown(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#sending;
    this.transport?.close();
  }

  /** Looks for letters now; while it is looking, once more afterwards. */
  wake(): void {
    if (this.transport === null || this.#stopped) return;
    if (this.#sending !== undefined) {
      this.#again = true;
      return;
    }
    this.#sending = this.#sendAll(this.transport)
      .catch((error: unknown) => {
        // The letters stay queued; the next look tries again.
        this.log.error({ err: error }, 'letters were not sent');
      })
      .finally(() => {
        this.#sending = undefined;
        if (!this.#again) return;
        this.#again = false;
        this.wake();
      });
  }

  async #sendAll(transport: LetterTransport): Promise<void> {
    while (!this.#stopped) {
      const taken = await this.#take();
      if (taken.length === 0) return;
      await Promise.all(taken.map((letter) => this.#send(transport, letter)));
    }
  }

  async #send(transport: LetterTransport, taken: Taken): Promise<void> {
    // Whoever lost the account since is not written to; what was told stays with it.
    if (!taken.active) return this.#note(taken.id, 'the account is suspended');
    try {
      await transport.send(this.#letter(taken));
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error);
      this.log.warn({ letter: taken.id, attempts: taken.attempts, err: error }, 'a letter was not sent');
      return this.#note(taken.id, said.slice(0, 500), waitOf(taken.attempts));
    }
    await this.database.query(
      'UPDATE letter SET sent_at = entente_now(), error = NULL WHERE notification = $1 AND sent_at IS NULL',
      [taken.id],
    );
  }

  #letter(taken: Taken): Letter {
    const alarms = taken.alarms ?? DEFAULT_REMINDERS.before;
    return letterOf({ ...taken, alarms, origin: this.#origin });
  }

  async #note(id: string, error: string, waitSeconds = LONGEST_WAIT_SECONDS): Promise<void> {
    await this.database.query(
      `UPDATE letter SET error = $2, next_at = clock_timestamp() + make_interval(secs => $3)
       WHERE notification = $1 AND sent_at IS NULL`,
      [id, error, waitSeconds],
    );
  }

  async #take(): Promise<readonly Taken[]> {
    const [rows] = (await this.database.query(
      `UPDATE letter l SET attempts = l.attempts + 1, next_at = clock_timestamp() + make_interval(secs => $1)
       FROM notification n JOIN person p ON p.id = n.person CROSS JOIN coalition c
         LEFT JOIN person_reminders g ON g.person = n.person
         LEFT JOIN procedure_reminders o ON o.person = n.person AND o.procedure = n.procedure
       WHERE n.id = l.notification AND l.notification IN (
         SELECT notification FROM letter WHERE sent_at IS NULL AND next_at <= clock_timestamp()
         ORDER BY next_at LIMIT $2 FOR UPDATE SKIP LOCKED)
       RETURNING n.id, l.attempts, n.kind, n.procedure, n.facts, n.calendar, n.at, p.email, p.active,
         p.time_zone AS zone, c.time_zone AS "seatZone",
         coalesce(o.before, g.before) AS alarms`,
      [LEASE_SECONDS, AT_ONCE],
    )) as [Taken[], number];
    return rows;
  }
}

/** Seconds until the next try: 5, 10, 20 … an hour. */
function waitOf(attempts: number): number {
  return Math.min(LONGEST_WAIT_SECONDS, 5 * 2 ** Math.min(attempts - 1, 20));
}
