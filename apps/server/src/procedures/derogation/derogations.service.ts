import type { AskDerogation } from '@entente/contracts';
import { err, ok, type PackageId, type ProcedureId } from '@entente/kernel';
import { Refusal, type SignedIn } from '@entente/nest-platform';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { actingOf, type Answer } from '../../lifecycle/index.js';
import { ProcedureDesk } from '../procedure-desk.js';
import { storedProcedure, type Stored } from '../procedure-store.js';
import { ProceduresService } from '../procedures.service.js';
import { DerogationBasis } from './derogation-basis.js';
import { DerogationOpening } from './derogation-opening.js';
import { contentOf, isSameContent } from './derogation-row.js';
import { DerogationTable, type DerogationRow } from './derogation.table.js';

/** Requests under an adopted package: asked by a partner, decided by a procedure of their own (DOMAIN §1.3.6; SPEC R204 to R206). */
@Injectable()
export class Derogations {
  constructor(
    @Inject(ProcedureDesk) private readonly desk: ProcedureDesk,
    @Inject(ProceduresService) private readonly procedures: ProceduresService,
    @Inject(DerogationBasis) private readonly basis: DerogationBasis,
    @Inject(DerogationOpening) private readonly opening: DerogationOpening,
  ) {}

  /** One's partner asks. Its nonce is the id of its procedure: the same message again is the same request. */
  async ask(actor: SignedIn, packageId: PackageId, asked: AskDerogation): Promise<Answer<DerogationRow>> {
    return this.desk.onPackage(packageId, async (manager, locked) => {
      const again = await askedBefore(manager, { actor, packageId, asked });
      if (again !== null) return again;
      const basis = await this.basis.of(manager, locked, { actor, asked });
      return basis.ok ? this.opening.open(manager, locked, { ...basis.value, actor }) : basis;
    });
  }

  /** Whoever asked takes its request back while it is not decided. */
  async takeBack(actor: SignedIn, id: ProcedureId, reason: string): Promise<Answer<Stored>> {
    return this.procedures.perform(id, {
      acting: actingOf(actor, 'endorse'),
      reason,
      command: async ({ manager }) => {
        const row = await manager.findOneBy(DerogationTable, { procedure: id });
        if (row === null) return err(new Refusal('NOT_FOUND'));
        return row.partner === actor.delegation ? ok({ type: 'withdraw' }) : err(new Refusal('NOT_OWNER'));
      },
    });
  }
}

/** What became of the same nonce before; null: it is new. */
async function askedBefore(
  manager: EntityManager,
  asking: { readonly actor: SignedIn; readonly packageId: PackageId; readonly asked: AskDerogation },
): Promise<Answer<DerogationRow> | null> {
  const { actor, packageId, asked } = asking;
  const procedure = asked.nonce as ProcedureId;
  const row = await manager.findOneBy(DerogationTable, { procedure });
  if (row === null && (await storedProcedure(manager, procedure)) === undefined) return null;
  const same =
    row !== null &&
    row.package === packageId &&
    row.partner === actor.delegation &&
    row.adoptedHash === asked.packageHash &&
    isSameContent(asked, contentOf(row));
  const faults = [{ at: 'body.nonce', message: 'stands for another act already' }];
  return same ? ok(row) : err(new Refusal('INPUT_INVALID', { faults }));
}
