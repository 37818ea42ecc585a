import type { VersionWords } from '@entente/consensus';
import { err, instant, ok, type Hash, type PackageId, type ProvisionId } from '@entente/kernel';
import { Refusal } from '@entente/nest-platform';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DraftingService } from '../drafting/index.js';
import { refusalOfPackage } from './package-state.js';
import { PackageTable } from './package.table.js';
import type { Answer } from './transact.js';
import { VersionTable } from './version.table.js';

/** The words of a package as they are now: the frozen version's, or in drafting the committed text's. */
@Injectable()
export class PackageText {
  constructor(
    private readonly database: DataSource,
    private readonly drafting: DraftingService,
  ) {}

  /** Hash of each provision now; in drafting without those of a section that cannot be hashed as it stands. */
  async provisions(packageId: PackageId): Promise<Answer<Readonly<Record<string, Hash>>>> {
    const row = await this.database.manager.findOneBy(PackageTable, { id: packageId });
    if (row === null) return err(new Refusal('NOT_FOUND'));
    if (row.state === 'drafting') {
      return ok(Object.fromEntries(await this.drafting.provisions(packageId)));
    }
    const version = await this.database.manager.findOneByOrFail(VersionTable, {
      package: packageId,
      revision: row.revision,
    });
    return ok(version.provisions);
  }

  /** The frozen versions of a package, oldest first, with the hashes of their provisions. */
  async versions(packageId: PackageId): Promise<Answer<readonly VersionWords[]>> {
    const known = await this.isKnown(packageId);
    if (!known.ok) return known;
    const rows = await this.database.manager.find(VersionTable, {
      where: { package: packageId },
      order: { revision: 'ASC' },
    });
    return ok(
      rows.map(({ revision, tabledAt, provisions }) => ({
        revision,
        tabledAt: instant(tabledAt.getTime()),
        // Ids and hashes as they were frozen.
        provisions: new Map(Object.entries(provisions) as [ProvisionId, Hash][]),
      })),
    );
  }

  async isKnown(packageId: PackageId): Promise<Answer<void>> {
    const known = await this.database.manager.existsBy(PackageTable, { id: packageId });
    return known ? ok(undefined) : err(new Refusal('NOT_FOUND'));
  }

  /** Positions are taken until the package is adopted; after that they are history. */
  async isUndecided(packageId: PackageId): Promise<Answer<void>> {
    const row = await this.database.manager.findOneBy(PackageTable, { id: packageId });
    if (row === null) return err(new Refusal('NOT_FOUND'));
    const decided = row.state === 'adopted' || row.state === 'published';
    return decided ? err(refusalOfPackage({ code: 'WRONG_STATE', state: row.state })) : ok(undefined);
  }
}
