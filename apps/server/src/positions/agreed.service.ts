import { standingOf } from '@entente/consensus';
import type { AgreedMark, MarkAgreed } from '@entente/contracts';
import { err, instant, ok, type Hash, type PackageId } from '@entente/kernel';
import { Refusal, type SignedIn } from '@entente/nest-platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { DraftingService } from '../drafting/index.js';
import { IdentityService } from '../identity/index.js';
import { actingOf, PackageText, transact, type Answer } from '../lifecycle/index.js';
import { AgreedTable, type AgreedRow } from './agreed.table.js';
import { wordsRefusal } from './words-refusal.js';

type Provisions = Readonly<Record<string, Hash>>;

/**
 * What the table agreed to ad referendum, as the chair or the secretariat noted it: a help for the next reading. It is nobody's
 * position and nobody's act, stops no edit, and stands for exactly the words that were marked (SPEC R16).
 */
@Injectable()
export class AgreedService {
  constructor(
    private readonly database: DataSource,
    private readonly drafting: DraftingService,
    private readonly text: PackageText,
    private readonly identity: IdentityService,
  ) {}

  /** The marks that stand, of the words as they are and of earlier ones; a provision that is gone has none. */
  async list(packageId: PackageId): Promise<Answer<AgreedMark[]>> {
    const provisions = await this.text.provisions(packageId);
    if (!provisions.ok) return provisions;
    return ok(await this.#standing(packageId, provisions.value));
  }

  /** Sets a mark or takes it away, where the provision's words still have the hash that it names. */
  async mark(actor: SignedIn, packageId: PackageId, marked: MarkAgreed): Promise<Answer<AgreedMark[]>> {
    const open = await this.text.isUndecided(packageId);
    if (!open.ok) return open;
    const provisions = await this.text.provisions(packageId);
    if (!provisions.ok) return provisions;
    const refusal = wordsRefusal(marked, provisions.value);
    if (refusal !== null) return err(refusal);
    const answer = await transact(this.database, (manager) =>
      this.#insert(manager, actor, packageId, marked),
    );
    if (!answer.ok) return answer;
    this.drafting.topics(packageId, ['positions']);
    return ok(await this.#standing(packageId, provisions.value));
  }

  async #standing(packageId: PackageId, provisions: Provisions): Promise<AgreedMark[]> {
    const rows = await this.database.manager
      .createQueryBuilder(AgreedTable, 'mark')
      .distinctOn(['mark.provision'])
      .where('mark.package = :packageId', { packageId })
      .orderBy({ 'mark.provision': 'ASC', 'mark.sequence': 'DESC' })
      .getMany();
    return rows
      .filter(({ agreed, provision }) => agreed && Object.hasOwn(provisions, provision))
      .map((row) => markOf(row, provisions));
  }

  async #insert(
    manager: EntityManager,
    actor: SignedIn,
    packageId: PackageId,
    marked: MarkAgreed,
  ): Promise<Answer<void>> {
    const { mandate, name } = actingOf(actor, 'propose');
    if (mandate === null) return err(new Refusal('NO_MANDATE'));
    const { sequence, now } = await lastOf(manager, packageId);
    if (!(await this.identity.mandateStands(manager, mandate, instant(now.getTime())))) {
      return err(new Refusal('NO_MANDATE'));
    }
    const before = await manager.findOne(AgreedTable, {
      where: { package: packageId, provision: marked.provision },
      order: { sequence: 'DESC' },
    });
    // A second click is the same mark, and what was never marked has nothing to take away.
    if (before === null ? !marked.agreed : isSame(before, marked)) return ok(undefined);
    const { delegation, person } = actor;
    const row: AgreedRow = {
      ...marked,
      package: packageId,
      sequence: sequence + 1,
      delegation,
      person,
      name,
      mandate,
      at: now,
    };
    await manager.insert(AgreedTable, row);
    return ok(undefined);
  }
}

/** One mark after another: the lock gives sequence and time without a gap and without going back. */
async function lastOf(
  manager: EntityManager,
  packageId: PackageId,
): Promise<{ sequence: number; now: Date }> {
  await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 3))', [packageId]);
  const rows: { sequence: number; now: Date }[] = await manager.query(
    `SELECT coalesce(max(sequence), 0)::int AS sequence,
            date_trunc('milliseconds', greatest(clock_timestamp(), max(at))) AS now
     FROM agreed_mark WHERE package = $1`,
    [packageId],
  );
  const last = rows[0];
  if (last === undefined) throw new Error('the database gave no time');
  return last;
}

const isSame = (row: AgreedRow, marked: MarkAgreed): boolean =>
  row.hash === marked.hash && row.agreed === marked.agreed;

function markOf(row: AgreedRow, provisions: Provisions): AgreedMark {
  const { provision, hash, delegation, person, name, at } = row;
  const current = standingOf({ hash }, provisions[provision] ?? null) === 'given';
  return { provision, hash, delegation, person, name, at: instant(at.getTime()), current };
}
