import type { Delegation, NewPartner } from '@entente/contracts';
import type { DelegationCode } from '@entente/kernel';
import { Refusal } from '@entente/nest-platform';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { DelegationTable, type DelegationRow } from './delegation.table.js';
import { refuseDuplicate } from './duplicates.js';
import { delegationFrom } from './views.js';

type PartnerChange = {
  readonly [Field in 'name' | 'order' | 'weight' | 'active']?: DelegationRow[Field] | undefined;
};

/** The seats of the coalition. */
@Injectable()
export class DelegationService {
  constructor(@Inject(DataSource) private readonly database: DataSource) {}

  /** All of them in protocol order. */
  async list(manager: EntityManager = this.database.manager): Promise<Delegation[]> {
    const rows = await manager.getRepository(DelegationTable).find({ order: { order: 'ASC', code: 'ASC' } });
    return rows.map(delegationFrom);
  }

  /** Partners that take part in new procedures, in protocol order: what an electorate is made of. */
  async partners(manager?: EntityManager): Promise<Delegation[]> {
    return (await this.list(manager)).filter(({ kind, active }) => kind === 'partner' && active);
  }

  /** Throws `ALREADY_EXISTS`. */
  async addPartner(partner: NewPartner, manager: EntityManager = this.database.manager): Promise<Delegation> {
    return this.addSeat({ ...partner, kind: 'partner', active: true }, manager);
  }

  /** For the first run alone, which makes the neutral seats too. */
  async addSeat(row: DelegationRow, manager: EntityManager): Promise<Delegation> {
    await refuseDuplicate(manager.getRepository(DelegationTable).insert(row));
    return delegationFrom(row);
  }

  /** Throws `NOT_FOUND` where the code is of no partner: neutral seats stay as they are. */
  async changePartner(code: DelegationCode, change: PartnerChange): Promise<Delegation> {
    return this.database.transaction(async (manager) => {
      const seats = manager.getRepository(DelegationTable);
      const row = await seats.findOne({
        where: { code, kind: 'partner' },
        lock: { mode: 'pessimistic_write' },
      });
      if (row === null) throw new Refusal('NOT_FOUND');
      const next: DelegationRow = {
        ...row,
        name: change.name ?? row.name,
        order: change.order ?? row.order,
        weight: change.weight ?? row.weight,
        active: change.active ?? row.active,
      };
      const { name, order, weight, active } = next;
      await seats.update({ code }, { name, order, weight, active });
      return delegationFrom(next);
    });
  }
}
