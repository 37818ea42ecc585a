import type { ProcedureId } from '@entente/kernel';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { DataSource } from 'typeorm';
import { ClockGuard } from '../clock-guard.js';
import { ReminderLook } from './reminder-look.js';

/** Tells people what they asked to be reminded of, when its time has come (SPEC R241). Any process may do it, and two at once. */
@Injectable()
export class ReminderRound implements OnApplicationShutdown {
  #running: Promise<void> = Promise.resolve();
  #waking = false;
  /** Whether the latest round failed, or could not tell of a procedure. */
  failed = false;
  #stopped = false;

  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(PinoLogger) private readonly log: PinoLogger,
    @Inject(ClockGuard) private readonly guard: ClockGuard,
    @Inject(ReminderLook) private readonly look: ReminderLook,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  /** Begins a round, or has one follow that is under way; nobody waits for it, least of all what the law asks. */
  wake(): void {
    if (this.#waking) return;
    this.#waking = true;
    const begun = this.#running.then(() => {
      this.#waking = false;
    });
    void begun
      .then(async () => this.due())
      .catch((error: unknown) => {
        this.failed = true;
        this.log.error({ err: error }, 'reminders were not looked for');
      });
  }

  /** Does everything that is due, after whoever was at it already. */
  async due(): Promise<void> {
    const round = this.#running.then(() => this.#round());
    // Whoever waits for the next round is not to fail by this one; whoever asked for this one is.
    this.#running = round.catch(() => undefined);
    await round;
  }

  /** By a clock that cannot be trusted nobody is reminded: of a wrong hour, or too early for good. */
  async #round(): Promise<void> {
    if (this.#stopped) return;
    const { database: now, faultMs } = await this.guard.look();
    if (faultMs !== null) return;
    const due = await this.look.due(this.database.manager, now);
    this.failed = false;
    for (const id of due) await this.#tryOne(id);
    if (due.length > 0) this.look.done();
  }

  /** One that fails does not keep the others; it stays due, and is tried again by the next sweep. */
  async #tryOne(id: ProcedureId): Promise<void> {
    try {
      const now = await this.guard.now();
      await this.database.transaction((manager) => this.look.at(manager, id, now));
    } catch (error) {
      this.failed = true;
      this.log.error({ err: error, procedure: id }, 'reminders of a procedure were not told');
    }
  }
}
