import { decide } from '@entente/consensus';
import { err, ok } from '@entente/kernel';
import type { SignedIn } from '@entente/nest-platform';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { actingOf, RecordService, type Answer, type LockedPackage } from '../../lifecycle/index.js';
import { newRow } from '../opening.js';
import { ProcedureTable } from '../procedure.table.js';
import { ProcedureWriter } from '../procedure-writer.js';
import { refusalOfProcedure } from '../refusal-of-procedure.js';
import type { Basis } from './derogation-basis.js';
import { rowOf } from './derogation-row.js';
import { DerogationTable, type DerogationRow } from './derogation.table.js';

/** Writes a request and opens its procedure: the record has the request whole, what its hash was taken of, before the opening. */
@Injectable()
export class DerogationOpening {
  constructor(
    @Inject(RecordService) private readonly record: RecordService,
    @Inject(ProcedureWriter) private readonly writer: ProcedureWriter,
  ) {}

  async open(
    manager: EntityManager,
    locked: LockedPackage,
    { actor, base, terms, request }: Basis & { readonly actor: SignedIn },
  ): Promise<Answer<DerogationRow>> {
    const { procedure, packageHash } = terms;
    const decided = decide(null, { type: 'open', terms, frozenHash: packageHash }, locked.now);
    if (!decided.ok) return err(refusalOfProcedure(decided.error));
    const acting = actingOf(actor, 'endorse');
    const body = { procedure, request: { ...request } };
    const asked = { type: 'derogation.asked', acting, packageHash, body };
    const recorded = await this.record.append(manager, locked, asked);
    const derogation = rowOf(actor, recorded, { terms, request });
    await manager.insert(DerogationTable, derogation);
    const row = { ...newRow(locked, terms, { partners: [], at: locked.now }), names: base.row.names };
    await manager.insert(ProcedureTable, row);
    const standing = { manager, locked: recorded, row, events: [], core: null };
    await this.writer.write(standing, decided.value, { by: acting, receivedAt: locked.now });
    return ok(derogation);
  }
}
