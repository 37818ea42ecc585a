import type { PackageId } from '@entente/kernel';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RecordVeil } from '../lifecycle/index.js';
import { allOfPackage } from './procedure-store.js';
import { seesEvent, type Viewer } from './visibility.js';

/** Keeps positions that are not shown out of the package's record too (SPEC R169). */
@Injectable()
export class RecordCurtain implements OnModuleInit {
  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(RecordVeil) private readonly veil: RecordVeil,
  ) {}

  onModuleInit(): void {
    this.veil.register((packageId, reader) => this.#hidden(packageId, reader));
  }

  /** Numbers of the record's entries that tell of what the viewer does not see. */
  async #hidden(packageId: PackageId, viewer: Viewer): Promise<ReadonlySet<number>> {
    const all = await allOfPackage(this.database.manager, packageId);
    return new Set(
      all.flatMap(({ row, events }) =>
        events.filter((event) => !seesEvent(event, row.terms, viewer)).map(({ record }) => record),
      ),
    );
  }
}
