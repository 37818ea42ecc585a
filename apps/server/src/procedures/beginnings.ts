import { decide } from '@entente/consensus';
import { err, ok } from '@entente/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { RecordService, type Acting, type Answer } from '../lifecycle/index.js';
import type { Stored } from './procedure-store.js';
import { ProcedureTable } from './procedure.table.js';
import { ProcedureWriter, type Standing } from './procedure-writer.js';
import { refusalOfProcedure } from './refusal-of-procedure.js';
import { StandingReserves } from './standing-reserves.js';

/** A procedure's first moment: the package enters its decision, reserves that stand come along, the first events are written. */
@Injectable()
export class Beginnings {
  constructor(
    @Inject(RecordService) private readonly record: RecordService,
    @Inject(StandingReserves) private readonly reserves: StandingReserves,
    @Inject(ProcedureWriter) private readonly writer: ProcedureWriter,
  ) {}

  /** What is asked of the core, and written where it agrees. */
  async begin(standing: Standing, by: Acting): Promise<Answer<Stored>> {
    const { manager, locked, row } = standing;
    const { packageHash, id, terms } = row;
    const opening = { type: 'open_procedure', packageHash, procedure: id } as const;
    const moved = await this.record.move(manager, locked, opening);
    if (!moved.ok) return moved;
    const type = terms.opensAt !== null && terms.opensAt > locked.now ? 'announce' : 'open';
    const asked = terms.members.filter((member) => member.participates).map((member) => member.partner);
    const on = { package: row.package, revision: row.revision, asked };
    const reserves = await this.reserves.of(manager, on);
    const decided = decide(null, { type, terms, frozenHash: packageHash, reserves }, locked.now);
    if (!decided.ok) return err(refusalOfProcedure(decided.error));
    await manager.insert(ProcedureTable, row);
    const begun = { ...standing, locked: moved.value };
    return ok(await this.writer.write(begun, decided.value, { by, receivedAt: locked.now }));
  }
}
