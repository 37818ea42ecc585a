import type { ProcedureId } from '@entente/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ClockGuard, type Clocks } from './clock-guard.js';

/** Procedures that are looked at together; more are looked for afterwards. */
const AT_ONCE = 200;

/** What is due now, and by which clock. */
@Injectable()
export class DueProcedures {
  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(ClockGuard) private readonly guard: ClockGuard,
  ) {}

  clocks(): Promise<Clocks> {
    return this.guard.look();
  }

  /** The longest due first, without `except`. By a clock that cannot be trusted, those that either clock would close. */
  async find(
    { database, latest, faultMs }: Clocks,
    except: readonly ProcedureId[],
  ): Promise<readonly ProcedureId[]> {
    // What has been adopted is only warned of, which does not hurry where the clock is in doubt.
    const due = faultMs === null ? 'next_instant <= $1' : 'closed_at IS NULL AND deadline_at <= $1';
    const until = faultMs === null ? database : latest;
    const rows: { id: ProcedureId }[] = await this.database.query(
      `SELECT id FROM procedure
       WHERE next_instant IS NOT NULL AND ${due} AND NOT id = ANY ($2::uuid[])
       ORDER BY next_instant LIMIT $3`,
      [new Date(until), except, AT_ONCE],
    );
    return rows.map(({ id }) => id);
  }
}
