import { err, ok, type DelegationCode, type ProcedureId } from '@entente/kernel';
import { Refusal, type SignedIn } from '@entente/nest-platform';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { actingOf, RecordService, type Answer } from '../lifecycle/index.js';
import { NoticeTable } from './notice.table.js';
import { ProcedureDesk } from './procedure-desk.js';
import type { Stored } from './procedure-store.js';

/** The chair's leave to enter one reserve on a frozen text: for one partner, used up by it (DOMAIN §1.2). */
@Injectable()
export class LeaveService {
  constructor(
    @Inject(ProcedureDesk) private readonly desk: ProcedureDesk,
    @Inject(RecordService) private readonly record: RecordService,
  ) {}

  async give(actor: SignedIn, id: ProcedureId, partner: DelegationCode): Promise<Answer<Stored>> {
    return this.desk.onProcedure(id, async (standing, receivedAt) => {
      const { manager, row, core } = standing;
      if (core.closedAt !== null) return err(new Refusal('ALREADY_CLOSED'));
      if (!core.members.some((member) => member.partner === partner)) return err(new Refusal('NOT_A_MEMBER'));
      const locked = await this.record.append(manager, standing.locked, {
        type: 'procedure.leave_given',
        acting: actingOf(actor, 'propose'),
        mandateAt: receivedAt,
        packageHash: row.packageHash,
        body: { procedure: id, revision: row.revision, partner },
      });
      await manager.insert(NoticeTable, {
        procedure: id,
        delegation: partner,
        step: 'leave_given',
        nth: (await given(manager, id, partner)) + 1,
        at: new Date(receivedAt),
        person: actor.person,
        name: actor.name,
        reason: '',
        until: null,
      });
      return ok({ ...standing, locked });
    });
  }

  /** Whether the partner was given more leaves than it has used. */
  async hasLeave(manager: EntityManager, { row, events }: Stored, partner: DelegationCode): Promise<boolean> {
    const used = events.filter(
      ({ body }) => body.type === 'reserve_entered' && body.withLeave && body.reserve.partner === partner,
    );
    return (await given(manager, row.id, partner)) > used.length;
  }
}

const given = (manager: EntityManager, procedure: ProcedureId, delegation: DelegationCode): Promise<number> =>
  manager.countBy(NoticeTable, { procedure, delegation, step: 'leave_given' });
