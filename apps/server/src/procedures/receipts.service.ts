import type { NoticeOfPartner } from '@entente/contracts';
import { err, ok, type Instant, type ProcedureId } from '@entente/kernel';
import { Refusal, type SignedIn } from '@entente/nest-platform';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { actingOf, packageNumber, RecordService, type Answer } from '../lifecycle/index.js';
import { Notices } from '../notifications/index.js';
import { askedBefore, nextNth } from './asked-before.js';
import { NoticeTable, type NoticeRow } from './notice.table.js';
import { ProcedureDesk } from './procedure-desk.js';
import type { Stored } from './procedure-store.js';
import type { Standing } from './procedure-writer.js';
import { receiptsOf } from './receipts-of.js';
import { CHAIR, SECRETARIAT } from './visibility.js';

/** A request for more time. */
interface Asked {
  readonly until: Instant | null;
  readonly reason: string;
}
type Request = Asked & { readonly nonce: string };

/** How the notice of a procedure comes to each delegation: delivered, opened, acknowledged; and who asks for more time (SPEC R163). */
@Injectable()
export class ReceiptsService {
  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(ProcedureDesk) private readonly desk: ProcedureDesk,
    @Inject(RecordService) private readonly record: RecordService,
    @Inject(Notices) private readonly notices: Notices,
  ) {}

  /** Of each partner of the electorate, in its order. */
  async of({ row, core }: Pick<Stored, 'row' | 'core'>): Promise<NoticeOfPartner[]> {
    const rows = await this.database.manager.find(NoticeTable, {
      where: { procedure: row.id },
      order: { at: 'ASC' },
    });
    const delivered = await this.notices.deliveries(row.id, ['procedure_announced', 'procedure_opened']);
    return receiptsOf(core, rows, delivered);
  }

  /** The first time counts; again is the same. Opening it is a fact about a screen, acknowledging it a formal act. */
  async note(actor: SignedIn, id: ProcedureId, step: 'opened' | 'acknowledged'): Promise<Answer<Stored>> {
    return this.desk.onProcedure(id, async (standing, receivedAt) => {
      const refusal = refusalOf(standing, actor);
      if (refusal !== null) return err(refusal);
      const { manager } = standing;
      const where = { procedure: id, delegation: actor.delegation, step };
      if ((await manager.findOneBy(NoticeTable, where)) !== null) return ok(standing);
      const row = { ...pressOf(actor, id, { step }), at: new Date(receivedAt), nth: 1, nonce: null };
      await manager.insert(NoticeTable, row);
      if (step === 'opened') return ok(standing);
      const acting = actingOf(actor, 'speak');
      // Whoever may read may acknowledge; the record names a mandate, so who holds none leaves it at the fact.
      if (acting.mandate === null) return ok(standing);
      return ok(await this.#append(standing, { type: 'procedure.acknowledged', acting }, receivedAt));
    });
  }

  /** Asks the chair for more time, once for each nonce: it is on the record and changes no deadline. */
  async askExtension(
    actor: SignedIn,
    id: ProcedureId,
    { nonce, ...asked }: Request,
  ): Promise<Answer<Stored>> {
    return this.desk.onProcedure(id, async (standing, receivedAt) => {
      const { manager } = standing;
      const press = { ...pressOf(actor, id, { ...asked, step: 'extension_asked' }), nonce };
      const earlier = await askedBefore(manager, press);
      if (!earlier.ok) return earlier;
      if (earlier.value) return ok(standing);
      const refusal = refusalOf(standing, actor);
      if (refusal !== null) return err(refusal);
      const row = { ...press, at: new Date(receivedAt), nth: await nextNth(manager, press) };
      await manager.insert(NoticeTable, row);
      const acting = actingOf(actor, 'take_positions');
      const act = { type: 'procedure.extension_asked', acting, ...asked };
      const written = await this.#append(standing, act, receivedAt);
      await this.#tell(standing, row, asked);
      return ok(written);
    });
  }

  async #append(
    standing: Standing & Stored,
    {
      type,
      acting,
      ...more
    }: { readonly type: string; readonly acting: ReturnType<typeof actingOf> } & Partial<Asked>,
    mandateAt: Instant,
  ): Promise<Standing & Stored> {
    const { id: procedure, revision, packageHash } = standing.row;
    const body = { procedure, revision, partner: acting.delegation, ...more };
    const act = { type, acting, mandateAt, packageHash, body };
    return { ...standing, locked: await this.record.append(standing.manager, standing.locked, act) };
  }

  async #tell({ manager, locked, row }: Standing, asked: NoticeRow, { until, reason }: Asked): Promise<void> {
    const { delegation, nth, at } = asked;
    await this.notices.tell(manager, {
      key: `${row.id}/extension/${delegation}/${String(nth)}`,
      kind: 'extension_asked',
      package: row.package,
      procedure: row.id,
      facts: {
        number: packageNumber(locked.row),
        revision: row.revision,
        procedureKind: row.kind,
        partner: delegation,
        reason,
        ...(until === null ? {} : { at: until }),
      },
      to: [CHAIR, SECRETARIAT, delegation],
      at: at.getTime() as Instant,
    });
  }
}

function refusalOf({ core }: Stored, { delegation }: SignedIn): Refusal | null {
  const asked = core.members.some((one) => one.partner === delegation && one.participates);
  if (!asked) return new Refusal('NOT_A_MEMBER');
  return core.closedAt === null ? null : new Refusal('ALREADY_CLOSED');
}

type Step = Pick<NoticeRow, 'step'> & Partial<Asked>;

/** What somebody does for their own delegation. */
function pressOf(
  { delegation, person, name }: SignedIn,
  procedure: ProcedureId,
  { step, until = null, reason = '' }: Step,
): Omit<NoticeRow, 'at' | 'nth' | 'nonce'> {
  return {
    procedure,
    delegation,
    step,
    person,
    name,
    reason,
    until: until === null ? null : new Date(until),
  };
}
