import type { Procedure } from '@entente/contracts';
import type { PackageId, ProcedureId } from '@entente/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { storedOfPackage, storedProcedure, type Stored } from './procedure-store.js';
import { viewOf } from './procedure-view.js';
import { ReceiptsService } from './receipts.service.js';
import type { Viewer } from './visibility.js';

/** Procedures as people read them. Reading does nothing. */
@Injectable()
export class ProcedureReadings {
  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(ReceiptsService) private readonly receipts: ReceiptsService,
  ) {}

  /** Procedures on a package, newest first. */
  async list(packageId: PackageId, viewer: Viewer): Promise<Procedure[]> {
    const all = await storedOfPackage(this.database.manager, packageId);
    return Promise.all(all.map((stored) => this.show(stored, viewer)));
  }

  /** `viewer` null: all of it, for what is made of an adopted decision. */
  async view(
    id: ProcedureId,
    viewer: Viewer | null,
    manager: EntityManager = this.database.manager,
  ): Promise<Procedure | undefined> {
    const stored = await storedProcedure(manager, id);
    return stored === undefined ? undefined : this.show(stored, viewer);
  }

  async show(stored: Stored, viewer: Viewer | null): Promise<Procedure> {
    return viewOf(stored, viewer, await this.receipts.of(stored));
  }
}
