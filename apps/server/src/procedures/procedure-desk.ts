import { isDerogation } from '@entente/consensus';
import { err, ok, type Instant, type PackageId, type ProcedureId } from '@entente/kernel';
import { Refusal } from '@entente/nest-platform';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { RecordService, transact, type Answer, type LockedPackage } from '../lifecycle/index.js';
import { SharedReading } from '../together.js';
import { ClosingService } from './closing.service.js';
import { storedProcedure, type Stored } from './procedure-store.js';
import { stampMessage } from './procedure-times.js';
import { ProcedureTable } from './procedure.table.js';
import type { Standing } from './procedure-writer.js';
import { Telling, type Stood } from './telling.js';

/** Procedures that were due each time that a message was stamped: something is wrong with the clock or with the core. */
const TRIES = 5;

/** What a message does, on the procedure as it stands; answers the procedure as it is then. */
type Work = (standing: Standing & Stored, receivedAt: Instant) => Promise<Answer<Standing & Stored>>;
type Tried =
  | { readonly due: true }
  | { readonly due: false; readonly before: Stood; readonly stored: Standing & Stored };

/** Where messages come in: each is stamped, what is due is done before it, and open screens are told after its commit. */
@Injectable()
export class ProcedureDesk {
  /** Asked by the guard before each route of a procedure. */
  readonly #package = new SharedReading(async (id: ProcedureId) => {
    const found = await this.database.manager.findOne(ProcedureTable, {
      where: { id },
      select: { id: true, package: true },
    });
    return found?.package;
  });

  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(RecordService) private readonly record: RecordService,
    @Inject(ClosingService) private readonly closing: ClosingService,
    @Inject(Telling) private readonly telling: Telling,
  ) {}

  /** The package that a procedure is on; undefined where there is no such procedure. */
  async packageOf(id: ProcedureId): Promise<PackageId | undefined> {
    return this.#package.of(id);
  }

  async isOnDerogation(id: ProcedureId): Promise<boolean> {
    const row = await this.database.manager.findOneBy(ProcedureTable, { id });
    return row !== null && isDerogation(row.terms);
  }

  /** One change under the lock of the package. */
  async onPackage<T>(
    packageId: PackageId,
    work: (manager: EntityManager, locked: LockedPackage) => Promise<Answer<T>>,
  ): Promise<Answer<T>> {
    const answer = await transact(this.database, async (manager) => {
      const locked = await this.record.lock(manager, packageId);
      if (locked === undefined) return err(new Refusal('NOT_FOUND'));
      const done = await work(manager, locked);
      return done.ok ? ok({ value: done.value, drafts: locked.row.state === 'drafting' }) : done;
    });
    if (!answer.ok) return answer;
    const { value, drafts } = answer.value;
    await this.telling.changed(packageId, { drafts });
    return ok(value);
  }

  /** One message on one procedure. What time owes until its stamp comes first, for itself (SPEC R151, R152). */
  async onProcedure(id: ProcedureId, work: Work): Promise<Answer<Stored>> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const answer = await transact(this.database, (manager) => this.#try(manager, id, work));
      if (!answer.ok) return answer;
      if (!answer.value.due) {
        const { before, stored } = answer.value;
        await this.telling.told(before, { ...stored, packageState: stored.locked.row.state });
        return ok(stored);
      }
      await this.closing.close(id);
    }
    // What ended has nothing that could say so in its own record; what runs is suspended by the fault, and is not due.
    if (await this.closing.isInDoubt()) return err(clockInDoubt());
    throw new Error(`the procedure ${id} is due again and again`);
  }

  async #try(manager: EntityManager, id: ProcedureId, work: Work): Promise<Answer<Tried>> {
    const stamp = await stampMessage(manager, id);
    if (stamp === undefined) return err(new Refusal('NOT_FOUND'));
    const { receivedAt, nextInstant, packageId } = stamp;
    if (nextInstant !== null && nextInstant <= receivedAt) return ok({ due: true });
    const locked = await this.record.lock(manager, packageId);
    const stored = await storedProcedure(manager, id);
    if (locked === undefined || stored === undefined) return err(new Refusal('NOT_FOUND'));
    const before = { ...stored, packageState: locked.row.state };
    const done = await work({ ...stored, manager, locked }, receivedAt);
    return done.ok ? ok({ due: false, before, stored: done.value }) : done;
  }
}

const clockInDoubt = (): Refusal =>
  new Refusal('UNAVAILABLE', {
    detail:
      'Something of this procedure is due, and waits because the clocks disagree. Try again once they agree.',
  });
