import { decidePackage } from '@entente/consensus';
import type { AnnexEntry } from '@entente/contracts';
import { err, instant, ok, type AnnexId, type Hash, type PackageId } from '@entente/kernel';
import { Refusal, type SignedIn } from '@entente/nest-platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { DraftingService } from '../drafting/index.js';
import {
  actingOf,
  RecordService,
  refusalOfPackage,
  transact,
  type Answer,
  type LockedPackage,
} from '../lifecycle/index.js';
import { AnnexCommitmentTable, type AnnexCommitmentRow } from './annex-commitment.table.js';
import { AnnexCommitments } from './annex-commitments.js';

/** Which annexes a package binds, by commitment. What an annex says or is called stands in the annex store alone (DESIGN §8). */
@Injectable()
export class AnnexIndexService {
  constructor(
    private readonly database: DataSource,
    private readonly drafting: DraftingService,
    private readonly record: RecordService,
    private readonly commitments: AnnexCommitments,
  ) {}

  async list(packageId: PackageId, manager = this.database.manager): Promise<AnnexEntry[]> {
    const rows = await this.commitments.rows(manager, packageId);
    return rows.map(entryOf);
  }

  /** Binds an annex to a package in drafting, for the actor's delegation. The same registration again changes nothing. */
  register(
    actor: SignedIn,
    packageId: PackageId,
    annex: { annex: AnnexId; commitment: Hash; publicTitle: string | null },
  ): Promise<Answer<AnnexEntry>> {
    return this.#inDrafting(packageId, async (manager, locked) => {
      const known = await manager.findOneBy(AnnexCommitmentTable, { annex: annex.annex });
      if (known !== null) {
        return isSame(known, { ...annex, package: packageId, owner: actor.delegation })
          ? ok(entryOf(known))
          : err(new Refusal('ALREADY_EXISTS', { detail: 'This annex is or was in a package already.' }));
      }
      const row: AnnexCommitmentRow = {
        ...annex,
        package: packageId,
        owner: actor.delegation,
        registeredBy: actor.person,
        registeredAt: new Date(locked.now),
        withdrawnAt: null,
      };
      await manager.insert(AnnexCommitmentTable, row);
      await this.#record(manager, locked, actor, { type: 'annex.registered', row });
      return ok(entryOf(row));
    });
  }

  /** Takes an annex of the actor's delegation out of a package in drafting. */
  withdraw(actor: SignedIn, packageId: PackageId, annex: AnnexId): Promise<Answer<void>> {
    return this.#inDrafting(packageId, async (manager, locked) => {
      const rows = await this.commitments.rows(manager, packageId);
      const row = rows.find((each) => each.annex === annex);
      if (row === undefined) return err(new Refusal('NOT_FOUND'));
      if (row.owner !== actor.delegation) return err(new Refusal('NOT_OWNER'));
      await manager.update(AnnexCommitmentTable, { annex }, { withdrawnAt: new Date(locked.now) });
      await this.#record(manager, locked, actor, { type: 'annex.withdrawn', row });
      return ok(undefined);
    });
  }

  async #inDrafting<T>(
    packageId: PackageId,
    work: (manager: EntityManager, locked: LockedPackage) => Promise<Answer<T>>,
  ): Promise<Answer<T>> {
    const answer = await transact<T>(this.database, async (manager) => {
      const locked = await this.record.lock(manager, packageId);
      if (locked === undefined) return err(new Refusal('NOT_FOUND'));
      const drafting = decidePackage(locked.state, { type: 'edit' });
      return drafting.ok ? work(manager, locked) : err(refusalOfPackage(drafting.error));
    });
    if (answer.ok) this.drafting.topics(packageId, ['annexes']);
    return answer;
  }

  async #record(
    manager: EntityManager,
    locked: LockedPackage,
    actor: SignedIn,
    { type, row }: { type: string; row: AnnexCommitmentRow },
  ): Promise<void> {
    const body = { annex: row.annex, owner: row.owner, commitment: row.commitment };
    await this.record.append(manager, locked, {
      type,
      acting: actingOf(actor, 'propose'),
      packageHash: null,
      body,
    });
  }
}

function entryOf(row: AnnexCommitmentRow): AnnexEntry {
  const { annex, owner, commitment, publicTitle, registeredAt } = row;
  return { annex, owner, commitment, publicTitle, registeredAt: instant(registeredAt.getTime()) };
}

type Registration = Pick<AnnexCommitmentRow, 'annex' | 'package' | 'owner' | 'commitment' | 'publicTitle'>;

function isSame(known: AnnexCommitmentRow, asked: Registration): boolean {
  return (
    known.withdrawnAt === null &&
    known.package === asked.package &&
    known.owner === asked.owner &&
    known.commitment === asked.commitment &&
    known.publicTitle === asked.publicTitle
  );
}
