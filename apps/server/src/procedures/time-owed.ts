import { decide } from '@entente/consensus';
import { err, instant, ok, type Instant, type ProcedureId } from '@entente/kernel';
import { Refusal } from '@entente/nest-platform';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { BY_TIME, RecordService, transact, type Answer } from '../lifecycle/index.js';
import { storedProcedure, type Stored } from './procedure-store.js';
import { stampClosing } from './procedure-times.js';
import { ProcedureWriter } from './procedure-writer.js';
import { Telling, type Stood } from './telling.js';

/** How it stood before and stands now; null: nothing was owed. */
type Done = { readonly before: Stood; readonly after: Stood } | null;

/** Does what time owes one procedure, for itself alone: every message that was stamped before is committed (SPEC R151). */
@Injectable()
export class TimeOwed {
  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(RecordService) private readonly record: RecordService,
    @Inject(ProcedureWriter) private readonly writer: ProcedureWriter,
    @Inject(Telling) private readonly telling: Telling,
  ) {}

  /** `faultMs`: by how much the clock is off; then nothing is done but to say so. Answers whether anything was owed. */
  async pay(id: ProcedureId, faultMs: number | null): Promise<boolean> {
    const answer = await transact<Done>(this.database, async (manager) => {
      const stamp = await stampClosing(manager, id);
      if (stamp === undefined) return err(new Refusal('NOT_FOUND'));
      const { nextInstant } = stamp;
      // Another process came first, while the lock was waited for.
      if (nextInstant === null || (faultMs === null && nextInstant > stamp.receivedAt)) {
        return ok(null);
      }
      return this.#underLock(manager, id, { receivedAt: stamp.receivedAt, faultMs });
    });
    if (!answer.ok) throw answer.error;
    if (answer.value === null) return false;
    await this.telling.told(answer.value.before, answer.value.after);
    return true;
  }

  async #underLock(
    manager: EntityManager,
    id: ProcedureId,
    { receivedAt, faultMs }: { readonly receivedAt: Instant; readonly faultMs: number | null },
  ): Promise<Answer<Done>> {
    const stored = await storedProcedure(manager, id);
    if (stored === undefined) return err(new Refusal('NOT_FOUND'));
    const { row, core } = stored;
    const decided =
      faultMs === null
        ? decide(core, { type: 'tick' }, receivedAt)
        : decide(core, { type: 'clock_fault', offMs: Math.trunc(faultMs) }, beforeDue(stored, receivedAt));
    if (!decided.ok) throw new Error(`what time owes was refused: ${decided.error.code}`);
    const events = decided.value;
    if (events.length === 0) return ok(null);
    const locked = await this.record.lock(manager, row.package);
    if (locked === undefined) return err(new Refusal('NOT_FOUND'));
    const before = { ...stored, packageState: locked.row.state };
    const written = await this.writer.write({ ...stored, manager, locked }, events, {
      by: BY_TIME,
      receivedAt,
    });
    return ok({ before, after: { ...written, packageState: written.locked.row.state } });
  }
}

/** A fault of the clock is found before anything is done by that clock: what is due by it waits. */
function beforeDue({ row }: Stored, receivedAt: Instant): Instant {
  const next = row.nextInstant?.getTime() ?? Infinity;
  return instant(Math.min(receivedAt, next - 1));
}
