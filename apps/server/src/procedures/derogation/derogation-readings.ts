import type { Derogation } from '@entente/contracts';
import { instant, type PackageId, type ProcedureId } from '@entente/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ProcedureReadings } from '../procedure-readings.js';
import type { Viewer } from '../visibility.js';
import { contentOf } from './derogation-row.js';
import { DerogationTable, type DerogationRow } from './derogation.table.js';

/** Requests as people read them, each with its procedure as the viewer may see it. */
@Injectable()
export class DerogationReadings {
  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(ProcedureReadings) private readonly procedures: ProcedureReadings,
  ) {}

  /** Newest first. */
  async list(packageId: PackageId, viewer: Viewer): Promise<Derogation[]> {
    const rows = await this.database.manager.find(DerogationTable, {
      where: { package: packageId },
      order: { record: 'DESC' },
    });
    return Promise.all(rows.map((row) => this.show(row, viewer)));
  }

  async one(procedure: ProcedureId, viewer: Viewer): Promise<Derogation> {
    return this.show(await this.database.manager.findOneByOrFail(DerogationTable, { procedure }), viewer);
  }

  async show(row: DerogationRow, viewer: Viewer): Promise<Derogation> {
    const procedure = await this.procedures.view(row.procedure, viewer);
    if (procedure === undefined) throw new Error('a request for a derogation has no procedure');
    const { partner, person, name, record, under, adoptedHash, askedAt } = row;
    return {
      ...contentOf(row),
      partner,
      person,
      name,
      record,
      under,
      adoptedHash,
      askedAt: instant(askedAt.getTime()),
      procedure,
    };
  }
}
