import { effectiveRoles } from '@entente/access';
import type { NamedPoint } from '@entente/contracts';
import { err, instant, ok, type Instant, type PackageId } from '@entente/kernel';
import { Refusal, type SignedIn } from '@entente/nest-platform';
import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { databaseTime } from '../identity/index.js';
import type { Answer } from '../lifecycle/index.js';
import { HiddenPointTable, PointTable, type PointRow } from './history.tables.js';
import { PackagePast } from './package-past.js';

/** Moments that somebody gave a name. They are added and taken off the list, never changed. */
@Injectable()
export class PointsService {
  constructor(
    private readonly database: DataSource,
    private readonly past: PackagePast,
  ) {}

  /** Those on the list, newest first. */
  async list(actor: SignedIn, packageId: PackageId): Promise<NamedPoint[]> {
    const rows = await this.database.manager.find(PointTable, {
      where: { package: packageId },
      order: { at: 'DESC', namedAt: 'DESC' },
    });
    const hidden = await this.#hidden(rows);
    return rows.filter(({ point }) => !hidden.has(point)).map((row) => viewOf(row, actor));
  }

  /** Names a moment, not later than now. The same nonce again is the same point. */
  async name(
    actor: SignedIn,
    packageId: PackageId,
    wish: { readonly name: string; readonly at: Instant | null; readonly nonce: string },
  ): Promise<Answer<NamedPoint>> {
    const heads = await this.past.headsAt(packageId, wish.at);
    const now = await databaseTime(this.database.manager);
    if (wish.at !== null && wish.at > now.getTime()) {
      return err(new Refusal('INPUT_INVALID', { detail: 'This moment has not come yet.' }));
    }
    const row: PointRow = {
      point: wish.nonce,
      package: packageId,
      name: wish.name,
      at: wish.at === null ? now : new Date(wish.at),
      heads,
      person: actor.person,
      personName: actor.name,
      delegation: actor.delegation,
      namedAt: now,
    };
    await this.database.manager
      .createQueryBuilder()
      .insert()
      .into(PointTable)
      .values(row)
      .orIgnore()
      .execute();
    const stored = await this.database.manager.findOneByOrFail(PointTable, { point: wish.nonce });
    const isOwn = stored.package === packageId && stored.person === actor.person;
    return isOwn ? ok(viewOf(stored, actor)) : err(new Refusal('ALREADY_EXISTS'));
  }

  async hide(actor: SignedIn, packageId: PackageId, point: string): Promise<Answer<void>> {
    const row = await this.database.manager.findOneBy(PointTable, { point, package: packageId });
    if (row === null) return err(new Refusal('NOT_FOUND'));
    if (!mayHide(row, actor)) return err(new Refusal('NOT_OWNER'));
    const { person, delegation } = actor;
    const hiddenAt = await databaseTime(this.database.manager);
    await this.database.manager
      .createQueryBuilder()
      .insert()
      .into(HiddenPointTable)
      .values({ point, person, delegation, hiddenAt })
      .orIgnore()
      .execute();
    return ok(undefined);
  }

  async #hidden(rows: readonly PointRow[]): Promise<Set<string>> {
    const points = rows.map(({ point }) => point);
    const hidden = await this.database.manager.findBy(HiddenPointTable, { point: In(points) });
    return new Set(hidden.map(({ point }) => point));
  }
}

/** One's own delegation's, or anyone's for the secretariat, which keeps the list in order. */
function mayHide(row: PointRow, actor: SignedIn): boolean {
  return row.delegation === actor.delegation || effectiveRoles(actor).includes('secretariat');
}

function viewOf(row: PointRow, actor: SignedIn): NamedPoint {
  return {
    point: row.point,
    name: row.name,
    at: instant(row.at.getTime()),
    heads: row.heads.map(({ document, seq }) => ({ document, seq })),
    by: {
      person: row.person,
      delegation: row.delegation,
      name: row.personName,
      at: instant(row.namedAt.getTime()),
    },
    mayHide: mayHide(row, actor),
  };
}
