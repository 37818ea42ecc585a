import type { PackageId } from '@entente/kernel';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PackageDirectory, type PackageFacts } from '../drafting/index.js';
import { subjectOf } from './package-state.js';
import { PackageTable } from './package.table.js';

/** Who takes part in a package, as live editing and the guard before each route ask. */
@Injectable()
export class PackageParties extends PackageDirectory {
  constructor(private readonly database: DataSource) {
    super();
  }

  async factsOf(packageId: PackageId): Promise<PackageFacts | undefined> {
    const row = await this.database.manager.findOneBy(PackageTable, { id: packageId });
    return row === null ? undefined : { subject: subjectOf(row), delegationsMay: row.delegationsMay };
  }
}
