import { Refusal } from '@entente/nest-platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** Somebody must be able to administer: the last who can is neither suspended, nor loses the role or the mandate. */
@Injectable()
export class AdministratorRule {
  /**
   * Asked after a change, inside its transaction: throws `LAST_ADMINISTRATOR`, which rolls it back. One such change at a
   * time: two that each see the other's administrator would leave none.
   */
  async mustRemain(manager: EntityManager): Promise<void> {
    await manager.query(`SELECT pg_advisory_xact_lock(hashtext('entente last administrator'))`);
    const [row] = (await manager.query(
      `SELECT EXISTS (
         SELECT FROM person p JOIN mandate m ON m.person = p.id AND m.power = 'administer'
         WHERE p.active AND 'administrator' = ANY (p.roles) AND m.revoked_at IS NULL
           AND m.valid_from <= clock_timestamp() AND (m.valid_to IS NULL OR m.valid_to > clock_timestamp())) AS remains`,
    )) as readonly { remains: boolean }[];
    if (row?.remains !== true) throw new Refusal('LAST_ADMINISTRATOR');
  }
}
