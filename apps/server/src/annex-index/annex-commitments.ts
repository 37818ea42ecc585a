import type { PackageContent } from '@entente/document';
import type { PackageId } from '@entente/kernel';
import { Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import { AnnexCommitmentTable, type AnnexCommitmentRow } from './annex-commitment.table.js';

/** The commitments that a freeze binds, apart from the rest of the feature: tabling needs them, and they need nothing. */
@Injectable()
export class AnnexCommitments {
  async of(manager: EntityManager, packageId: PackageId): Promise<PackageContent['annexes']> {
    const rows = await this.rows(manager, packageId);
    return rows.map(({ annex, commitment }) => ({ annex, commitment }));
  }

  /** Those in the package now, by id. */
  rows(manager: EntityManager, packageId: PackageId): Promise<AnnexCommitmentRow[]> {
    return manager.find(AnnexCommitmentTable, {
      where: { package: packageId, withdrawnAt: IsNull() },
      order: { annex: 'ASC' },
    });
  }
}
