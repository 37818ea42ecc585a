import { reservesOfAsked, standingReserves, type LastProcedure, type Reserve } from '@entente/consensus';
import type { DelegationCode, Hash, PackageId } from '@entente/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { RecordService, VersionsService } from '../lifecycle/index.js';
import { TakenPositions } from '../positions/index.js';
import { storedOfPackage } from './procedure-store.js';

/** The version that a procedure is opened on, and whom it asks. */
interface OpenedOn {
  readonly package: PackageId;
  readonly revision: number;
  readonly asked: readonly DelegationCode[];
}

/** Reserves that a procedure takes over when it opens: from positions, and from the procedure before it (SPEC R191, R192). */
@Injectable()
export class StandingReserves {
  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(RecordService) private readonly record: RecordService,
    @Inject(VersionsService) private readonly versions: VersionsService,
    @Inject(TakenPositions) private readonly taken: TakenPositions,
  ) {}

  async of(manager: EntityManager, on: OpenedOn): Promise<readonly Reserve[]> {
    const words = await this.#words(manager, on.package, on.revision);
    const [last] = await storedOfPackage(manager, on.package);
    const earlier: LastProcedure | null =
      last === undefined
        ? null
        : {
            reserves: last.core.reserves,
            words: await this.#words(manager, on.package, last.row.revision),
          };
    const taken = await this.taken.aroundReserves(manager, on.package);
    return reservesOfAsked(standingReserves(taken, words, earlier), on.asked);
  }

  /** What a procedure opened now on the last version would take over, whatever it asks of whom; nothing before a first version. */
  async now(packageId: PackageId): Promise<readonly Reserve[]> {
    const { manager } = this.database;
    const { revision, parties } = await this.record.about(manager, packageId);
    return revision === 0 ? [] : this.of(manager, { package: packageId, revision, asked: parties });
  }

  async #words(manager: EntityManager, id: PackageId, revision: number): Promise<ReadonlyMap<string, Hash>> {
    const version = await this.versions.view(id, revision, manager);
    if (version === undefined) throw new Error(`the package ${id} has no REV ${String(revision)}`);
    return new Map(Object.entries(version.provisions) as [string, Hash][]);
  }
}
