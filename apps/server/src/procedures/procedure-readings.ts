import type { NoticeOfPartner, Procedure } from '@entente/contracts';
import type { PackageId, ProcedureId } from '@entente/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { SharedReading } from '../together.js';
import { storedOfPackage, storedProcedure, type Stored } from './procedure-store.js';
import { viewOf } from './procedure-view.js';
import { ReceiptsService } from './receipts.service.js';
import type { Viewer } from './visibility.js';

/** Procedures as people read them. Reading does nothing. */
@Injectable()
export class ProcedureReadings {
  /** A thousand screens that are told of an act ask for the same at once: only what each may see is made for each (SPEC R245). */
  readonly #one = new SharedReading(async (id: ProcedureId) => {
    const stored = await storedProcedure(this.database.manager, id);
    return stored && this.#withNotices(stored);
  });
  readonly #ofPackage = new SharedReading(async (packageId: PackageId) => {
    const all = await storedOfPackage(this.database.manager, packageId);
    return Promise.all(all.map(async (stored) => this.#withNotices(stored)));
  });

  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(ReceiptsService) private readonly receipts: ReceiptsService,
  ) {}

  /** Procedures on a package, newest first. */
  async list(packageId: PackageId, viewer: Viewer): Promise<Procedure[]> {
    const all = await this.#ofPackage.of(packageId);
    return all.map(({ stored, notices }) => viewOf(stored, viewer, notices));
  }

  async view(id: ProcedureId, viewer: Viewer): Promise<Procedure | undefined> {
    const found = await this.#one.of(id);
    return found && viewOf(found.stored, viewer, found.notices);
  }

  /** All of it, whoever may see it, for what is made of an adopted decision in the caller's transaction. */
  async whole(id: ProcedureId, manager: EntityManager): Promise<Procedure | undefined> {
    const stored = await storedProcedure(manager, id);
    return stored && this.show(stored, null);
  }

  async show(stored: Stored, viewer: Viewer | null): Promise<Procedure> {
    return viewOf(stored, viewer, await this.receipts.of(stored));
  }

  async #withNotices(
    stored: Stored,
  ): Promise<{ readonly stored: Stored; readonly notices: readonly NoticeOfPartner[] }> {
    return { stored, notices: await this.receipts.of(stored) };
  }
}
