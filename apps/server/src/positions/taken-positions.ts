import type { TakenPosition } from '@entente/consensus';
import { instant, type PackageId } from '@entente/kernel';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PositionTable, type PositionRow } from './position.table.js';

/** Positions as they were taken one after another, for whoever asks what became of them. */
@Injectable()
export class TakenPositions {
  /** Of each partner and provision where a reserve was ever stated: every position, in order. */
  async aroundReserves(manager: EntityManager, packageId: PackageId): Promise<readonly TakenPosition[]> {
    const reserved = manager
      .createQueryBuilder(PositionTable, 'reserved')
      .select('1')
      .where('reserved.package = taken.package AND reserved.partner = taken.partner')
      .andWhere(`reserved.provision = taken.provision AND reserved.position = 'reserve'`);
    const rows = await manager
      .createQueryBuilder(PositionTable, 'taken')
      .where('taken.package = :packageId', { packageId })
      .andWhere(`EXISTS (${reserved.getQuery()})`)
      .orderBy('taken.sequence')
      .getMany();
    return rows.map(takenOf);
  }
}

const takenOf = ({ package: _package, name: _name, at, ...taken }: PositionRow): TakenPosition => ({
  ...taken,
  at: instant(at.getTime()),
});
