import { randomBytes, randomUUID } from 'node:crypto';
import type { Subject } from '@entente/access';
import type { Annex, NewAnnex, Opening } from '@entente/contracts/annex';
import { instant, type AnnexId, type DelegationCode, type PackageId } from '@entente/kernel';
import { Refusal, type SignedIn } from '@entente/nest-platform';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AnnexTable, type AnnexRow } from './annex.table.js';
import { commitmentOf } from './commitment.js';
import { ContentTable, type ContentRow } from './content.table.js';
import { OpeningTable } from './opening.table.js';
import { ReleaseTable } from './release.table.js';

/** An annex with its bytes and the salt that opens its commitment. */
export interface OpenedAnnex {
  readonly annex: Annex;
  readonly content: ContentRow;
  /** Number of the opening in the annex's register, from 1. */
  readonly opening: number;
}

/** Annexes as opaque bytes with a release list. Who may do what was asked of access before any of this runs. */
@Injectable()
export class AnnexService {
  constructor(@Inject(DataSource) private readonly database: DataSource) {}

  /** For the guard: the same one question for every id, released, not released or unknown. */
  async subjectOf(id: string): Promise<Subject | null> {
    const row = await this.database.getRepository(AnnexTable).findOneBy({ id: id as AnnexId });
    return row === null ? null : { kind: 'annex', owner: row.owner, releasedTo: row.releasableTo };
  }

  /** Those of a package that the delegation owns or that are released to it. */
  async list(packageId: PackageId, delegation: DelegationCode): Promise<Annex[]> {
    const rows = await this.database
      .getRepository(AnnexTable)
      .createQueryBuilder('a')
      .where('a.package = :packageId', { packageId })
      .andWhere('(a.owner = :delegation OR :delegation = ANY (a.releasable_to))', { delegation })
      .orderBy('a.created_at')
      .addOrderBy('a.id')
      .getMany();
    return rows.map((row) => viewFor(delegation, row));
  }

  async find(id: AnnexId, delegation: DelegationCode): Promise<Annex> {
    return viewFor(delegation, await this.#row(this.database.manager, id));
  }

  /** Keeps the bytes with a fresh salt, for the depositor's own delegation. */
  async deposit(actor: SignedIn, about: NewAnnex, bytes: Uint8Array): Promise<Annex> {
    if (bytes.length === 0) throw new Refusal('INPUT_INVALID', { detail: 'The annex has no content.' });
    const id = randomUUID() as string as AnnexId;
    const salt = randomBytes(32);
    const commitment = commitmentOf(id, salt, bytes);
    return this.database.transaction(async (manager) => {
      const row: AnnexRow = {
        ...about,
        id,
        releasableTo: releaseList(about.releasableTo, actor.delegation),
        owner: actor.delegation,
        size: bytes.length,
        commitment,
        depositedBy: actor.person,
        createdAt: await databaseTime(manager),
      };
      await manager.getRepository(AnnexTable).insert(row);
      await manager.getRepository(ContentTable).insert({ annex: id, salt, bytes: Buffer.from(bytes) });
      await noteRelease(manager, row, actor);
      return viewFor(actor.delegation, row);
    });
  }

  /**
   * The bytes, after the opening stands in the register: it is committed before the first byte leaves, so that no crash can
   * give bytes that nobody registered. Asks the release list again under the lock, because it may have changed meanwhile.
   */
  async open(id: AnnexId, actor: SignedIn, purpose: string): Promise<OpenedAnnex> {
    return this.database.transaction(async (manager) => {
      const row = await this.#row(manager, id, 'pessimistic_write');
      if (row.owner !== actor.delegation && !row.releasableTo.includes(actor.delegation)) {
        throw new Refusal('NOT_FOUND');
      }
      const { person, name, delegation } = actor;
      const openings = manager.getRepository(OpeningTable);
      const sequence = 1 + (await openings.countBy({ annex: id }));
      const at = await databaseTime(manager);
      await openings.insert({ annex: id, sequence, person, name, delegation, purpose, at });
      const content = await manager.getRepository(ContentTable).findOneByOrFail({ annex: id });
      return { annex: viewFor(delegation, row), content, opening: sequence };
    });
  }

  /** The register, for the owner; to a reader it is somebody else's. */
  async openings(id: AnnexId, actor: SignedIn): Promise<Opening[]> {
    const row = await this.#row(this.database.manager, id);
    if (row.owner !== actor.delegation) throw new Refusal('NOT_OWNER');
    const rows = await this.database
      .getRepository(OpeningTable)
      .find({ where: { annex: id }, order: { sequence: 'ASC' } });
    return rows.map(({ person, name, delegation, purpose, at, sequence }) => ({
      person,
      name,
      delegation,
      purpose,
      at: instant(at.getTime()),
      sequence,
    }));
  }

  /** Sets the release list; each list that ever stood is kept. */
  async release(id: AnnexId, actor: SignedIn, to: readonly DelegationCode[]): Promise<Annex> {
    return this.database.transaction(async (manager) => {
      const before = await this.#row(manager, id, 'pessimistic_write');
      const row: AnnexRow = { ...before, releasableTo: releaseList(to, before.owner) };
      await manager.getRepository(AnnexTable).update({ id }, { releasableTo: row.releasableTo });
      await noteRelease(manager, row, actor);
      return viewFor(actor.delegation, row);
    });
  }

  async #row(manager: EntityManager, id: AnnexId, lock?: 'pessimistic_write'): Promise<AnnexRow> {
    const row = await manager
      .getRepository(AnnexTable)
      .findOne({ where: { id }, ...(lock === undefined ? {} : { lock: { mode: lock } }) });
    if (row === null) throw new Refusal('NOT_FOUND');
    return row;
  }
}

/** The owner reads its own annex without a release; a list names each delegation once. */
function releaseList(codes: readonly DelegationCode[], owner: DelegationCode): DelegationCode[] {
  return [...new Set(codes)].filter((code) => code !== owner).toSorted();
}

async function noteRelease(manager: EntityManager, row: AnnexRow, actor: SignedIn): Promise<void> {
  const releases = manager.getRepository(ReleaseTable);
  await releases.insert({
    annex: row.id,
    sequence: 1 + (await releases.countBy({ annex: row.id })),
    releasableTo: row.releasableTo,
    person: actor.person,
    name: actor.name,
    at: await databaseTime(manager),
  });
}

/** A register says when by the clock of its database: that of this process may be set by whoever runs it, or jump. */
async function databaseTime(manager: EntityManager): Promise<Date> {
  const rows: { now: Date }[] = await manager.query(
    `SELECT date_trunc('milliseconds', clock_timestamp()) AS now`,
  );
  const now = rows[0]?.now;
  if (now === undefined) throw new Error('the database gave no time');
  return now;
}

/** A reader learns that the annex is released to it, not to whom else: that is the owner's to tell. */
function viewFor(delegation: DelegationCode, row: AnnexRow): Annex {
  const { id, owner, title, marking, mediaType, size, commitment } = row;
  return {
    id,
    package: row.package,
    owner,
    title,
    marking: marking as Annex['marking'],
    releasableTo: owner === delegation ? row.releasableTo : [delegation],
    mediaType,
    size,
    commitment,
    createdAt: instant(row.createdAt.getTime()),
  };
}
