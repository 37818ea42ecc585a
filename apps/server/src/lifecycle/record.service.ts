import { encodeJcs, type JsonObject } from '@entente/canonical';
import { decidePackage, evolvePackage, type Package, type PackageCommand } from '@entente/consensus';
import { hashOfAct } from '@entente/formats';
import { err, instant, ok, type Hash, type Instant, type PackageId } from '@entente/kernel';
import { Refusal } from '@entente/nest-platform';
import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { IdentityService } from '../identity/index.js';
import type { Acting, ByTime } from './acting.js';
import { PackageTable, type PackageRow } from './package.table.js';
import { packageColumns, packageOf, refusalOfPackage } from './package-state.js';
import { FormalActTable, type FormalActRow } from './record.table.js';
import type { Answer } from './transact.js';

/** A package under the lock of its row: nobody else tables, acts, arranges or publishes until the transaction ends. */
export interface LockedPackage {
  readonly row: PackageRow;
  readonly state: Package;
  /** The database's clock when the lock was given, never before the record's last act: a clock that jumps back is no news. */
  readonly now: Instant;
}

export interface FormalAct {
  readonly type: string;
  readonly acting: Acting | ByTime;
  /** The instant at which its mandate must stand, where that is not now: when the message was received. */
  readonly mandateAt?: Instant;
  readonly packageHash: Hash | null;
  readonly body: JsonObject;
}

/** The append-only record of formal acts, and the one way in which a package changes its state. */
@Injectable()
export class RecordService {
  constructor(private readonly identity: IdentityService) {}

  /** Locks the package until the transaction ends; undefined where there is none. */
  async lock(manager: EntityManager, packageId: PackageId): Promise<LockedPackage | undefined> {
    const row = await manager.findOne(PackageTable, {
      where: { id: packageId },
      lock: { mode: 'pessimistic_write' },
    });
    if (row === null) return undefined;
    return { row, state: packageOf(row), now: await databaseNow(manager, row.recordAt) };
  }

  /**
   * Appends one act in the caller's transaction, with its effect. Answers the locked package as it is now. Throws the refusal
   * `NO_MANDATE` where the mandate that the act names does not stand at the act's own instant.
   */
  async append(manager: EntityManager, locked: LockedPackage, act: FormalAct): Promise<LockedPackage> {
    return this.appendAll(manager, locked, [act]);
  }

  /** The same for several acts of one person, or of none, at one instant. */
  async appendAll(
    manager: EntityManager,
    locked: LockedPackage,
    acts: readonly FormalAct[],
  ): Promise<LockedPackage> {
    const [first] = acts;
    if (first === undefined) return locked;
    await this.#mandateStands(manager, first, locked.now);
    const rows: FormalActRow[] = [];
    let { recordHead, recordHash } = locked.row;
    for (const act of acts) {
      const entry = entryOf(act, { ...locked, row: { ...locked.row, recordHead, recordHash } });
      rows.push(entry);
      recordHead = entry.sequence;
      recordHash = entry.hash;
    }
    await manager.insert(FormalActTable, rows);
    const head = { recordHead, recordHash, recordAt: new Date(locked.now) };
    await manager.update(PackageTable, { id: locked.row.id }, head);
    return { ...locked, row: { ...locked.row, ...head } };
  }

  async #mandateStands(
    manager: EntityManager,
    { acting, mandateAt }: FormalAct,
    now: Instant,
  ): Promise<void> {
    if (acting.person === null) return;
    const stands =
      acting.mandate !== null &&
      (await this.identity.mandateStands(manager, acting.mandate, mandateAt ?? now));
    if (!stands) throw new Refusal('NO_MANDATE');
  }

  /** Moves the package by a command of the consensus core, and records nothing: the caller appends what it is part of. */
  async move(
    manager: EntityManager,
    locked: LockedPackage,
    command: PackageCommand,
  ): Promise<Answer<LockedPackage>> {
    const decided = decidePackage(locked.state, command);
    if (!decided.ok) return err(refusalOfPackage(decided.error));
    const state = decided.value.reduce(evolvePackage, locked.state);
    const columns = packageColumns(state);
    await manager.update(PackageTable, { id: locked.row.id }, columns);
    return ok({ ...locked, state, row: { ...locked.row, ...columns } });
  }

  /** Moves the package by a command of the consensus core and records the act; a refusal changes nothing. */
  async apply(
    manager: EntityManager,
    locked: LockedPackage,
    command: PackageCommand,
    act: FormalAct,
  ): Promise<Answer<LockedPackage>> {
    const moved = await this.move(manager, locked, command);
    return moved.ok ? ok(await this.append(manager, moved.value, act)) : moved;
  }

  /** What a package is called, without its lock. */
  async about(
    manager: EntityManager,
    packageId: PackageId,
  ): Promise<Pick<PackageRow, 'id' | 'sequence' | 'year' | 'title' | 'revision' | 'parties'>> {
    return manager.findOneByOrFail(PackageTable, { id: packageId });
  }

  /** Some entries of a package's record, by their numbers. */
  entries(
    manager: EntityManager,
    packageId: PackageId,
    numbers: readonly number[],
  ): Promise<Pick<FormalActRow, 'sequence' | 'hash' | 'body'>[]> {
    return manager.find(FormalActTable, {
      where: { package: packageId, sequence: In([...numbers]) },
      select: { sequence: true, hash: true, body: true },
    });
  }

  /** Every act of a package, in order. */
  acts(manager: EntityManager, packageId: PackageId): Promise<FormalActRow[]> {
    return manager.find(FormalActTable, { where: { package: packageId }, order: { sequence: 'ASC' } });
  }
}

function entryOf(act: FormalAct, { row, now }: LockedPackage): FormalActRow {
  const entry = {
    sequence: row.recordHead + 1,
    type: act.type,
    person: act.acting.person,
    name: act.acting.name,
    delegation: act.acting.delegation,
    mandate: act.acting.mandate,
    packageHash: act.packageHash,
    previous: row.recordHash,
  };
  const hash = hashOfAct(row.id, { ...entry, at: now, body: act.body });
  const body = new TextDecoder().decode(encodeJcs(act.body));
  return { ...entry, package: row.id, at: new Date(now), body, hash };
}

/** The database's clock in whole milliseconds, not before `floor`. */
export async function databaseNow(manager: EntityManager, floor: Date): Promise<Instant> {
  const rows: { now: Date }[] = await manager.query(
    'SELECT greatest(entente_now(), $1::timestamptz) AS now',
    [floor],
  );
  const now = rows[0]?.now;
  if (now === undefined) throw new Error('the database gave no time');
  return instant(now.getTime());
}
