import type { PackageId } from '@entente/kernel';
import { Injectable } from '@nestjs/common';
import { PackageDirectory, type PackageFacts } from '../drafting/index.js';
import { DataSource, In } from 'typeorm';
import { SharedReading } from '../together.js';
import { subjectOf } from './package-state.js';
import { PackageTable, type PackageRow } from './package.table.js';

/** Who takes part in a package, as live editing and the guard before each route ask. */
@Injectable()
export class PackageParties extends PackageDirectory {
  /** Asked by the guard before each route of a package. */
  readonly #facts = new SharedReading(async (packageId: PackageId) => {
    const row = await this.database.manager.findOneBy(PackageTable, { id: packageId });
    return row === null ? undefined : factsFrom(row);
  });

  constructor(private readonly database: DataSource) {
    super();
  }

  async factsOf(packageId: PackageId): Promise<PackageFacts | undefined> {
    return this.#facts.of(packageId);
  }

  async factsOfAll(packages: readonly PackageId[]): Promise<ReadonlyMap<PackageId, PackageFacts>> {
    const rows = await this.database.manager.findBy(PackageTable, { id: In([...packages]) });
    return new Map(rows.map((row) => [row.id, factsFrom(row)]));
  }
}

function factsFrom(row: PackageRow): PackageFacts {
  return { subject: subjectOf(row), delegationsMay: row.delegationsMay };
}
