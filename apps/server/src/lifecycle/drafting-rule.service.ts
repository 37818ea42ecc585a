import type { DraftingRule } from '@entente/access';
import { decidePackage } from '@entente/consensus';
import { err, ok, type PackageId } from '@entente/kernel';
import { Refusal, type SignedIn } from '@entente/nest-platform';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DraftingService } from '../drafting/index.js';
import { actingOf } from './acting.js';
import { refusalOfPackage } from './package-state.js';
import { PackageTable } from './package.table.js';
import { RecordService } from './record.service.js';
import { transact, type Answer } from './transact.js';

/** What delegations of partners do to a package's text. */
@Injectable()
export class DraftingRuleService {
  constructor(
    private readonly database: DataSource,
    private readonly drafting: DraftingService,
    private readonly record: RecordService,
  ) {}

  /** Sets it, under the package's lock, in drafting only, recorded; live connections are told. The same rule again is no act. */
  async set(actor: SignedIn, id: PackageId, delegationsMay: DraftingRule): Promise<Answer<void>> {
    const answer = await transact<boolean>(this.database, async (manager) => {
      const locked = await this.record.lock(manager, id);
      if (locked === undefined) return err(new Refusal('NOT_FOUND'));
      const drafting = decidePackage(locked.state, { type: 'edit' });
      if (!drafting.ok) return err(refusalOfPackage(drafting.error));
      if (locked.row.delegationsMay === delegationsMay) return ok(false);
      await manager.update(PackageTable, { id }, { delegationsMay });
      const act = { type: 'drafting.rule', acting: actingOf(actor, 'propose'), packageHash: null };
      await this.record.append(manager, locked, { ...act, body: { delegationsMay } });
      return ok(true);
    });
    if (!answer.ok) return answer;
    if (answer.value) {
      await this.drafting.announce(id);
      this.drafting.topics(id, ['package']);
    }
    return ok(undefined);
  }
}
