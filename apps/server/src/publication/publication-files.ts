import type { PublicationFile } from '@entente/contracts';
import { err, ok, type ProcedureId } from '@entente/kernel';
import { Refusal } from '@entente/nest-platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AnnexIndexService } from '../annex-index/index.js';
import { CoalitionService } from '../coalition/index.js';
import { packageNumber, VersionsService, type Answer, type LockedPackage } from '../lifecycle/index.js';
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

  /** The file of a package that was adopted whole, and the procedure that adopted it; refused where it was adopted in part (SPEC R195). */
  async of(
    manager: EntityManager,
    { row, now }: LockedPackage,
    address: string,
  ): Promise<Answer<{ file: PublicationFile; procedure: ProcedureId }>> {
    const version = await this.versions.view(row.id, row.revision, manager);
    const procedure =
      row.procedure === null ? undefined : await this.procedures.view(row.procedure, null, manager);
    if (version === undefined || procedure === undefined) {
      throw new Error('an adopted package has its version and its procedure');
    }
    const left = procedure.core.matters.filter((matter) => matter.state !== 'adopted');
    if (left.length > 0) return err(adoptedInPart(left.map((matter) => matter.id)));
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
    return ok({ file, procedure: procedure.id });
  }
}

/** The file holds the whole text: with an entry that was not adopted in it, it would say what nobody decided. */
const adoptedInPart = (items: readonly string[]): Refusal =>
  new Refusal('ACT_NOT_ALLOWED', {
    detail: `Not adopted: ${items.join(', ')}. A text that was adopted in part is not published as a whole.`,
  });
