import type { PublicationFile } from '@entente/contracts';
import type { ProcedureId } from '@entente/kernel';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AnnexIndexService } from '../annex-index/index.js';
import { CoalitionService } from '../coalition/index.js';
import { packageNumber, VersionsService, type LockedPackage } from '../lifecycle/index.js';
import { ProcedureReadings } from '../procedures/index.js';
import { publicationFileOf } from './publication-file.js';

/** Collects what a published file is made of, inside the publishing transaction. */
@Injectable()
export class PublicationFiles {
  constructor(
    private readonly versions: VersionsService,
    private readonly procedures: ProcedureReadings,
    private readonly annexes: AnnexIndexService,
    private readonly coalition: CoalitionService,
  ) {}

  /** The file of a package that was adopted, and the procedure that adopted it. */
  async of(
    manager: EntityManager,
    { row, now }: LockedPackage,
    address: string,
  ): Promise<{ file: PublicationFile; procedure: ProcedureId }> {
    const version = await this.versions.view(row.id, row.revision, manager);
    const procedure =
      row.procedure === null ? undefined : await this.procedures.view(row.procedure, null, manager);
    if (version === undefined || procedure === undefined) {
      throw new Error('an adopted package has its version and its procedure');
    }
    const file = publicationFileOf({
      coalition: (await this.coalition.current()).name,
      number: packageNumber(row),
      title: row.title,
      address,
      version,
      procedure,
      annexes: await this.annexes.list(row.id, manager),
      publishedAt: now,
    });
    return { file, procedure: procedure.id };
  }
}
