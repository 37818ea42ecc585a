import type { ProcedureId } from '@entente/kernel';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import type { Clocks } from './clock-guard.js';
import { DueProcedures } from './due-procedures.js';
import { TimeOwed } from './time-owed.js';

/** Fewer than the pool has connections, so that people are served while a thousand procedures close. */
const SIDE_BY_SIDE = 6;

/** As many are done before what is due is looked at again: what another process has done by then is not tried. */
const BEFORE_LOOKING_AGAIN = 48;

/**
 * Does what time owes: opens, closes, ends holds, warns. The legal instant is a column; bells only see to it that somebody looks
 * (SPEC R155). Any process may do it, and two at once: each procedure is taken for oneself alone, and what has been done is no
 * longer due.
 */
@Injectable()
export class ClosingService implements OnApplicationShutdown {
  #running: Promise<void> | undefined;
  #again = false;
  #stopped = false;

  constructor(
    @Inject(PinoLogger) private readonly log: PinoLogger,
    @Inject(DueProcedures) private readonly procedures: DueProcedures,
    @Inject(TimeOwed) private readonly owed: TimeOwed,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    this.#stopped = true;
    // A sweep that failed was told to whoever awaited `due`; here it only has to be over.
    await this.#running?.catch(() => undefined);
  }

  /** Does everything that is due; resolves when it is done, also what came due meanwhile. */
  async due(): Promise<void> {
    if (this.#running !== undefined) {
      this.#again = true;
      await this.#running;
      return;
    }
    this.#running = this.#untilNothingIsDue();
    try {
      await this.#running;
    } finally {
      this.#running = undefined;
    }
  }

  /** Whether this process waits with what time owes, because its clock and the database's disagree. */
  async isInDoubt(): Promise<boolean> {
    return (await this.procedures.clocks()).faultMs !== null;
  }

  /** Does what time owes one procedure. */
  async close(id: ProcedureId): Promise<void> {
    const { faultMs } = await this.procedures.clocks();
    await this.owed.pay(id, faultMs);
  }

  async #untilNothingIsDue(): Promise<void> {
    do {
      this.#again = false;
      await this.#closeAll();
    } while (this.#again && !this.#stopped);
  }

  async #closeAll(): Promise<void> {
    const left: ProcedureId[] = [];
    while (!this.#stopped) {
      const clocks = await this.procedures.clocks();
      const queue = rotated(await this.procedures.find(clocks, left)).slice(0, BEFORE_LOOKING_AGAIN);
      if (queue.length === 0) return;
      const worker = async (): Promise<void> => {
        for (let id = queue.shift(); id !== undefined && !this.#stopped; id = queue.shift()) {
          if (!(await this.#tryOne(id, clocks))) left.push(id);
        }
      };
      await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
    }
  }

  /** One that fails does not keep the others; it stays due, and is tried again by the next sweep. */
  async #tryOne(id: ProcedureId, { faultMs }: Clocks): Promise<boolean> {
    try {
      return await this.owed.pay(id, faultMs);
    } catch (error) {
      this.log.error({ err: error, procedure: id }, 'what is due of a procedure was not done');
      return false;
    }
  }
}

/** From a place of chance: two servers that look at the same list seldom wait for each other. */
function rotated<T>(list: readonly T[]): T[] {
  const start = Math.floor(Math.random() * list.length);
  return [...list.slice(start), ...list.slice(0, start)];
}
