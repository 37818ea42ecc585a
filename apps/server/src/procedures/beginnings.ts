import { decide } from '@entente/consensus';
import { err, ok } from '@entente/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { RecordService, TakingOn, type Acting, type Answer, type LockedPackage } from '../lifecycle/index.js';
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
    @Inject(TakingOn) private readonly taking: TakingOn,
    @Inject(StandingReserves) private readonly reserves: StandingReserves,
    @Inject(ProcedureWriter) private readonly writer: ProcedureWriter,
  ) {}

  /** What is asked of the core, and written where it agrees. */
  async begin(standing: Standing, by: Acting): Promise<Answer<Stored>> {
    const { manager, locked, row } = standing;
    const { packageHash, terms } = row;
    const moved = await this.#enter(standing, by);
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

  /** From the frozen version; what follows a procedure also from the draft that it came back as. */
  async #enter({ manager, locked, row }: Standing, acting: Acting): Promise<Answer<LockedPackage>> {
    const { packageHash, id: procedure, follows, terms } = row;
    const again = terms.followsAs === 'reissue' || terms.followsAs === 'forum_switch';
    if (locked.state.state === 'drafting' && follows !== null && again) {
      const taking = { acting, packageHash, procedure, follows, as: terms.followsAs };
      return this.taking.takeOn(manager, locked, taking);
    }
    return this.record.move(manager, locked, { type: 'open_procedure', packageHash, procedure });
  }
}
