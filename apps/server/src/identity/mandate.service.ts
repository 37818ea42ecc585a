import { randomUUID } from 'node:crypto';
import type { Mandate, NewMandate } from '@entente/contracts';
import type { MandateId } from '@entente/kernel';
import { Refusal } from '@entente/nest-platform';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AdministratorRule } from './administrator-rule.js';
import { databaseTime } from './database-time.js';
import { MandateTable, type MandateRow } from './mandate.table.js';
import { PersonTable } from './person.table.js';
import { mandateFrom } from './views.js';

/** The register of mandates. */
@Injectable()
export class MandateService {
  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(AdministratorRule) private readonly administrators: AdministratorRule,
  ) {}

  /** One mandate for each power. Throws `NOT_FOUND` (no such person), `INPUT_INVALID` (it would end before it begins). */
  async add(mandate: NewMandate, manager: EntityManager = this.database.manager): Promise<Mandate[]> {
    if (mandate.to !== null && mandate.to <= mandate.from) {
      throw new Refusal('INPUT_INVALID', { faults: [{ at: 'body.to', message: 'not after `from`' }] });
    }
    if (!(await manager.getRepository(PersonTable).existsBy({ id: mandate.person }))) {
      throw new Refusal('NOT_FOUND');
    }
    const rows = [...new Set(mandate.powers)].map((power): MandateRow => ({
      id: randomUUID() as string as MandateId,
      person: mandate.person,
      power,
      from: new Date(mandate.from),
      to: mandate.to === null ? null : new Date(mandate.to),
      accreditedBy: mandate.accreditedBy,
      revokedAt: null,
    }));
    await manager.getRepository(MandateTable).insert(rows);
    return rows.map(mandateFrom);
  }

  /** Throws `NOT_FOUND`, `LAST_ADMINISTRATOR`. Revoking twice changes nothing: the first instant stands. */
  async revoke(id: MandateId): Promise<Mandate> {
    return this.database.transaction(async (manager) => {
      const mandates = manager.getRepository(MandateTable);
      const row = await mandates.findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
      if (row === null) throw new Refusal('NOT_FOUND');
      if (row.revokedAt !== null) return mandateFrom(row);
      const revokedAt = await databaseTime(manager);
      await mandates.update({ id }, { revokedAt });
      await this.administrators.mustRemain(manager);
      return mandateFrom({ ...row, revokedAt });
    });
  }
}
