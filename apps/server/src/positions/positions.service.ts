import { movementOf, standingOf } from '@entente/consensus';
import type { Position, routes, TakePosition, VersionStrip } from '@entente/contracts';
import { err, instant, ok, type Hash, type PackageId } from '@entente/kernel';
import { Refusal, type AnswerOf, type SignedIn } from '@entente/nest-platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { DraftingService } from '../drafting/index.js';
import { IdentityService } from '../identity/index.js';
import { actingOf, levelOf, PackageText, transact, type Answer } from '../lifecycle/index.js';
import { PositionTable, type PositionRow } from './position.table.js';
import { wordsRefusal } from './words-refusal.js';

type Provisions = Readonly<Record<string, Hash>>;

/** Where each partner stands on each provision. Not votes: they bind nobody, and carry over by the hash of the words. */
@Injectable()
export class PositionsService {
  constructor(
    private readonly database: DataSource,
    private readonly drafting: DraftingService,
    private readonly text: PackageText,
    private readonly identity: IdentityService,
  ) {}

  /**
   * Every standing position of a package, and the hash of each provision as it is now. `since` not 0: those that were taken after the
   * one of that number, and the provisions that they are on (SPEC R231).
   */
  async board(packageId: PackageId, since: number): Promise<Answer<AnswerOf<typeof routes.positions>>> {
    const provisions = await this.text.provisions(packageId);
    if (!provisions.ok) return provisions;
    const rows = await standing(this.database.manager, packageId, since);
    const spokenOn = new Set(rows.map(({ provision }) => provision as string));
    const named = Object.entries(provisions.value).filter(([id]) => since === 0 || spokenOn.has(id));
    return ok({
      provisions: Object.fromEntries(named),
      positions: rows.map((row) => positionOf(row, provisions.value)),
      // The last one taken stands, so it is among them.
      upTo: rows.reduce((last, { sequence }) => Math.max(last, sequence), since),
    });
  }

  /** Where each partner stood on each frozen version in the end; of partners that have taken a position (SPEC R186). */
  async movement(packageId: PackageId): Promise<Answer<VersionStrip[]>> {
    const versions = await this.text.versions(packageId);
    if (!versions.ok) return versions;
    const rows = await this.database.manager.find(PositionTable, {
      where: { package: packageId },
      select: { partner: true, provision: true, hash: true, position: true, reserve: true, at: true },
      order: { sequence: 'ASC' },
    });
    const taken = rows.map((row) => ({ ...row, at: instant(row.at.getTime()) }));
    const partners = [...new Set(rows.map(({ partner }) => partner))].toSorted();
    return ok(
      movementOf(partners, versions.value, taken).map((strip) => ({
        ...strip,
        partners: strip.partners.map((one) => ({ ...one })),
      })),
    );
  }

  /** Records the actor's partner's position, where the provision's words still have the hash that it names. */
  async take(actor: SignedIn, packageId: PackageId, taken: TakePosition): Promise<Answer<Position>> {
    if ((taken.position === 'reserve') !== (taken.reserve !== null)) {
      return err(new Refusal('INPUT_INVALID', { faults: [RESERVE_FAULT] }));
    }
    const open = await this.text.isUndecided(packageId);
    if (!open.ok) return open;
    const provisions = await this.text.provisions(packageId);
    if (!provisions.ok) return provisions;
    return this.record(actor, packageId, taken, provisions.value);
  }

  /** The same where the caller has just read the hashes: many positions on one text. */
  async record(
    actor: SignedIn,
    packageId: PackageId,
    taken: TakePosition,
    provisions: Provisions,
  ): Promise<Answer<Position>> {
    const refusal = wordsRefusal(taken, provisions);
    if (refusal !== null) return err(refusal);
    const answer = await transact(this.database, (manager) => this.#insert(manager, actor, packageId, taken));
    if (!answer.ok) return answer;
    this.drafting.topics(packageId, ['positions']);
    return ok(positionOf(answer.value, provisions));
  }

  async #insert(
    manager: EntityManager,
    actor: SignedIn,
    packageId: PackageId,
    taken: TakePosition,
  ): Promise<Answer<PositionRow>> {
    const { mandate, name } = actingOf(actor, 'take_positions');
    if (mandate === null) return err(new Refusal('NO_MANDATE'));
    const partner = actor.delegation;
    const last = await lastOf(manager, packageId);
    const stands = await this.identity.mandateStands(manager, mandate, instant(last.now.getTime()));
    if (!stands) return err(new Refusal('NO_MANDATE'));
    const before = await manager.findOne(PositionTable, {
      where: { package: packageId, partner, provision: taken.provision },
      order: { sequence: 'DESC' },
    });
    // A second click of the same button is the same position.
    if (before !== null && isSame(before, taken)) return ok(before);
    const row: PositionRow = {
      ...taken,
      package: packageId,
      sequence: last.sequence + 1,
      partner,
      person: actor.person,
      name,
      mandate,
      level: levelOf(actor),
      at: last.now,
    };
    await manager.insert(PositionTable, row);
    return ok(row);
  }
}

const RESERVE_FAULT = {
  at: 'body.reserve',
  message: 'the kind of the reserve, for a reserve and for nothing else',
};

/** One partner after another: the lock gives sequence and time without a gap and without going back. */
async function lastOf(
  manager: EntityManager,
  packageId: PackageId,
): Promise<{ sequence: number; now: Date }> {
  await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 1))', [packageId]);
  const rows: { sequence: number; now: Date }[] = await manager.query(
    `SELECT coalesce(max(sequence), 0)::int AS sequence,
            date_trunc('milliseconds', greatest(clock_timestamp(), max(at))) AS now
     FROM position_taken WHERE package = $1`,
    [packageId],
  );
  const last = rows[0];
  if (last === undefined) throw new Error('the database gave no time');
  return last;
}

/** The last row of each partner and provision, of those after the one of number `since`. */
function standing(manager: EntityManager, packageId: PackageId, since: number): Promise<PositionRow[]> {
  return manager
    .createQueryBuilder(PositionTable, 'taken')
    .distinctOn(['taken.partner', 'taken.provision'])
    .where('taken.package = :packageId AND taken.sequence > :since', { packageId, since })
    .orderBy({ 'taken.partner': 'ASC', 'taken.provision': 'ASC', 'taken.sequence': 'DESC' })
    .getMany();
}

function isSame(row: PositionRow, taken: TakePosition): boolean {
  return (
    row.hash === taken.hash &&
    row.position === taken.position &&
    row.reserve === taken.reserve &&
    row.note === taken.note
  );
}

function positionOf(row: PositionRow, provisions: Provisions): Position {
  const { provision, hash, position, reserve, note, partner, person, name, at } = row;
  const now = Object.hasOwn(provisions, provision) ? (provisions[provision] ?? null) : null;
  return {
    provision,
    hash,
    position,
    reserve,
    note,
    partner,
    person,
    name,
    at: instant(at.getTime()),
    current: standingOf({ hash }, now) === 'given',
  };
}
