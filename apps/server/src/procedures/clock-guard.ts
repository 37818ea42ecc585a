import { instant, type Instant } from '@entente/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ServerConfig } from '../server-config.js';

/** The clocks as one look found them. */
export interface Clocks {
  /** The database's, by which every message is stamped. */
  readonly database: Instant;
  /** The later of the two clocks. */
  readonly latest: Instant;
  /** How far the database's clock is ahead of this process's, in ms; less what the question itself took. */
  readonly aheadMs: number;
  /** How far it has stepped back behind the last stamp of any running procedure, in ms; 0: not at all. */
  readonly steppedBackMs: number;
  /** By how much the clock is off, where that is more than is tolerated; null: it is trusted. */
  readonly faultMs: number | null;
}

/** This process's clock. A port, so that a test can set it without waiting. */
@Injectable()
export class ProcessClock {
  now(): Instant {
    return instant(Date.now());
  }
}

/**
 * Whether the clock that stamps messages can be trusted (DOMAIN §1.3.3). Compared with this process's clock and with the stamps that
 * it gave before. Whichever of the two is wrong: nothing is closed by a process that cannot tell.
 */
@Injectable()
export class ClockGuard {
  /** How far the clock may be off before nothing is closed by it. */
  readonly toleranceMs: number;

  constructor(
    @Inject(ServerConfig) config: ServerConfig,
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(ProcessClock) private readonly clock: ProcessClock,
  ) {
    this.toleranceMs = config.procedures.clockToleranceMs;
  }

  /** The present time by the clock that stamps messages, right or wrong. */
  async now(): Promise<Instant> {
    const [row] = await this.database.query<{ now: Date }[]>('SELECT entente_now() AS now');
    if (row === undefined) throw new Error('the database gave no time');
    return instant(row.now.getTime());
  }

  async look(): Promise<Clocks> {
    const asked = this.clock.now();
    const rows: { now: Date; last: Date | null }[] = await this.database.query(
      `SELECT entente_now() AS now, (SELECT max(last_at) FROM procedure WHERE closed_at IS NULL) AS last`,
    );
    const answered = this.clock.now();
    const row = rows[0];
    if (row === undefined) throw new Error('the database gave no time');
    const database = row.now.getTime();
    // The clock was read at some moment between question and answer: within that span nobody is wrong.
    const aheadMs = beyond(database, asked, answered);
    const steppedBackMs = row.last === null ? 0 : Math.max(0, row.last.getTime() - database);
    const worst = Math.abs(aheadMs) >= steppedBackMs ? aheadMs : -steppedBackMs;
    return {
      database: instant(database),
      latest: instant(Math.max(database, answered)),
      aheadMs,
      steppedBackMs,
      faultMs: Math.abs(worst) > this.toleranceMs ? worst : null,
    };
  }
}

function beyond(value: number, from: number, to: number): number {
  if (value < from) return value - from;
  return value > to ? value - to : 0;
}
