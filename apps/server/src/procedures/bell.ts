import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { instant, type Instant } from '@entente/kernel';
import { Alarms, QUEUES } from '../jobs/index.js';
import { ServerConfig } from '../server-config.js';

/** Rings when something may be due: at boot, at least every minute, and by the alarms that were set for legal instants. */
@Injectable()
export class Bell implements OnApplicationShutdown {
  #timer: NodeJS.Timeout | undefined;
  #listening = false;
  #last: { readonly lastAt: Instant | null; readonly failed: boolean } = { lastAt: null, failed: false };

  constructor(
    @Inject(ServerConfig) private readonly config: ServerConfig,
    @Inject(Alarms) private readonly alarms: Alarms,
    @Inject(PinoLogger) private readonly log: PinoLogger,
  ) {}

  start(ring: () => Promise<void>): void {
    const sweep = (): void => {
      this.#sweep(ring).catch((error: unknown) => {
        this.#last = { ...this.#last, failed: true };
        // The database is away, or not migrated yet: what is due stays due until the next sweep.
        this.log.error({ err: error }, 'what is due was not looked for');
      });
    };
    this.#timer = setInterval(sweep, this.config.procedures.sweepMs).unref();
    sweep();
  }

  /** How often it sweeps, when a sweep last ended, and whether the latest failed. */
  get sweeps(): { readonly everyMs: number; readonly lastAt: Instant | null; readonly failed: boolean } {
    return { everyMs: this.config.procedures.sweepMs, ...this.#last };
  }

  onApplicationShutdown(): void {
    clearInterval(this.#timer);
  }

  async #sweep(ring: () => Promise<void>): Promise<void> {
    if (!this.#listening) {
      await this.alarms.listen(QUEUES.procedureDue, ring);
      this.#listening = true;
    }
    await ring();
    this.#last = { lastAt: instant(Date.now()), failed: false };
  }
}
