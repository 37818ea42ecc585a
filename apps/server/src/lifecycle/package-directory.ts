import type { Subject } from '@entente/access';
import type { PackageId } from '@entente/kernel';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PackageDirectory } from '../drafting/index.js';
import { subjectOf } from './package-state.js';
import { PackageTable } from './package.table.js';

/** Who takes part in a package, as live editing and the guard before each route ask. */
@Injectable()
export class PackageParties extends PackageDirectory {
  constructor(private readonly database: DataSource) {
    super();
  }

  async subjectOf(packageId: PackageId): Promise<Extract<Subject, { kind: 'package' }> | undefined> {
    const row = await this.database.manager.findOneBy(PackageTable, { id: packageId });
    return row === null ? undefined : subjectOf(row);
  }
}
