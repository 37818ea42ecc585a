import { err, ok, type DelegationCode, type ProcedureId } from '@entente/kernel';
import { Refusal, type SignedIn } from '@entente/nest-platform';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { actingOf, RecordService, type Answer } from '../lifecycle/index.js';
import { askedBefore, nextNth, type Press } from './asked-before.js';
import { NoticeTable } from './notice.table.js';
import { ProcedureDesk } from './procedure-desk.js';
import type { Stored } from './procedure-store.js';

/** Whom the chair lets reserve. */
interface Leave {
  readonly partner: DelegationCode;
  readonly nonce: string;
}

/** The chair's leave to enter one reserve on a frozen text: for one partner, used up by it (DOMAIN §1.2). */
@Injectable()
export class LeaveService {
  constructor(
    @Inject(ProcedureDesk) private readonly desk: ProcedureDesk,
    @Inject(RecordService) private readonly record: RecordService,
  ) {}

  /** Once for each nonce. */
  async give(actor: SignedIn, id: ProcedureId, { partner, nonce }: Leave): Promise<Answer<Stored>> {
    return this.desk.onProcedure(id, async (standing, receivedAt) => {
      const { manager, row, core } = standing;
      const press = pressOf(actor, id, { partner, nonce });
      const earlier = await askedBefore(manager, press);
      if (!earlier.ok) return earlier;
      if (earlier.value) return ok(standing);
      if (core.closedAt !== null) return err(new Refusal('ALREADY_CLOSED'));
      if (!core.members.some((member) => member.partner === partner)) return err(new Refusal('NOT_A_MEMBER'));
      const locked = await this.record.append(manager, standing.locked, {
        type: 'procedure.leave_given',
        acting: actingOf(actor, 'propose'),
        mandateAt: receivedAt,
        packageHash: row.packageHash,
        body: { procedure: id, revision: row.revision, partner },
      });
      const nth = await nextNth(manager, press);
      await manager.insert(NoticeTable, { ...press, at: new Date(receivedAt), nth });
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

const pressOf = ({ person, name }: SignedIn, procedure: ProcedureId, { partner, nonce }: Leave): Press => ({
  procedure,
  delegation: partner,
  step: 'leave_given',
  person,
  name,
  reason: '',
  until: null,
  nonce,
});
