import { documentAccess, may, type Actor } from '@entente/access';
import type { JsonObject } from '@entente/canonical';
import { NEW_PACKAGE } from '@entente/consensus';
import type { PackageSummary, PackageView } from '@entente/contracts';
import { genesisOf } from '@entente/formats';
import { instant, type PackageId } from '@entente/kernel';
import { Refusal, type SignedIn } from '@entente/nest-platform';
import { Injectable } from '@nestjs/common';
import { randomBytes, randomUUID } from 'node:crypto';
import { DataSource, type EntityManager } from 'typeorm';
import { DraftingService, type NewText } from '../drafting/index.js';
import { DelegationService } from '../identity/index.js';
import { actingOf, type Acting } from './acting.js';
import { packageNumber, publicationAddress } from './number.js';
import { packageColumns, subjectOf } from './package-state.js';
import { PackageTable, type PackageRow } from './package.table.js';
import { databaseNow, RecordService } from './record.service.js';
import { VersionTable, type VersionRow } from './version.table.js';

/** A package that is about to stand in the register, with its whole first text. */
export interface NewPackage {
  readonly title: string;
  readonly text: Omit<NewText, 'package'>;
  /** Where the text comes from, for the record. */
  readonly source: JsonObject;
}

/** The register of packages. */
@Injectable()
export class PackagesService {
  constructor(
    private readonly database: DataSource,
    private readonly drafting: DraftingService,
    private readonly record: RecordService,
    private readonly delegations: DelegationService,
  ) {}

  /** Numbers, stores and records a new package and its text, all or nothing. Throws the refusal MAINTENANCE where the system is read-only. */
  async create(actor: SignedIn, fresh: NewPackage): Promise<PackageSummary> {
    const acting = actingOf(actor, 'propose');
    const parties = await this.#parties();
    const id = randomUUID() as PackageId;
    const row = await this.database.transaction(async (manager) => {
      if (await this.drafting.isPaused(manager, null)) throw new Refusal('MAINTENANCE');
      const inserted = await this.#insert(manager, { id, parties, fresh, acting });
      await this.drafting.create(manager, { package: id, ...fresh.text }, acting);
      return inserted;
    });
    await this.drafting.announce(id);
    return summaryOf(row);
  }

  /** The packages that the actor may see, newest first. */
  async list(actor: Actor): Promise<PackageSummary[]> {
    const rows = await this.database.manager.find(PackageTable, {
      order: { year: 'DESC', sequence: 'DESC' },
    });
    const now = instant(Date.now());
    return rows.filter((row) => may(actor, 'package.read', subjectOf(row), now).ok).map(summaryOf);
  }

  /** A package as its room needs it; undefined where there is none. */
  async view(actor: Actor, id: PackageId): Promise<PackageView | undefined> {
    const row = await this.find(id);
    const text = await this.drafting.sections(id);
    if (row === undefined || text === undefined) return undefined;
    const versions = await this.database.manager.find(VersionTable, {
      where: { package: id },
      order: { revision: 'ASC' },
    });
    const { delegationsMay } = row;
    const state = { document: 'open', drafting: row.state === 'drafting', delegationsMay } as const;
    return {
      ...summaryOf(row),
      structure: text.structure,
      sections: [...text.sections],
      versions: versions.map(versionSummaryOf),
      delegationsMay,
      sealSeed: row.sealSeed,
      mayWrite: documentAccess(actor, subjectOf(row), state, instant(Date.now())) === 'write',
    };
  }

  async find(id: PackageId): Promise<PackageRow | undefined> {
    return (await this.database.manager.findOneBy(PackageTable, { id })) ?? undefined;
  }

  /** Every seat of the coalition but the administration's, which has no part in any package (DOMAIN §0). */
  async #parties(): Promise<PackageRow['parties']> {
    const seats = await this.delegations.list();
    return seats.filter(({ kind }) => kind !== 'administration').map(({ code }) => code);
  }

  async #insert(
    manager: EntityManager,
    entry: { id: PackageId; parties: PackageRow['parties']; fresh: NewPackage; acting: Acting },
  ): Promise<PackageRow> {
    const { id, parties, fresh, acting } = entry;
    const now = await databaseNow(manager, new Date(0));
    const year = new Date(now).getUTCFullYear();
    const row: PackageRow = {
      id,
      parties,
      year,
      sequence: await nextNumber(manager, year),
      title: fresh.title,
      ...packageColumns(NEW_PACKAGE),
      structure: fresh.text.structure,
      sealSeed: randomBytes(32).toString('hex'),
      delegationsMay: 'write',
      createdBy: acting.person,
      createdByName: acting.name,
      createdFor: acting.delegation,
      createdAt: new Date(now),
      recordHead: 0,
      recordHash: genesisOf(id),
      recordAt: new Date(now),
    };
    await manager.insert(PackageTable, row);
    const body = { number: packageNumber(row), title: row.title, parties, source: fresh.source };
    const act = { type: 'package.created', acting, packageHash: null, body };
    const locked = { row, state: NEW_PACKAGE, now };
    return (await this.record.append(manager, locked, act)).row;
  }
}

/** Gapless: the number is taken under a row lock, and given back when the transaction fails. */
async function nextNumber(manager: EntityManager, year: number): Promise<number> {
  const rows: { last: number }[] = await manager.query(
    `INSERT INTO package_number (year, last) VALUES ($1, 1)
     ON CONFLICT (year) DO UPDATE SET last = package_number.last + 1 RETURNING last`,
    [year],
  );
  const last = rows[0]?.last;
  if (last === undefined) throw new Error('the register gave no number');
  return last;
}

function summaryOf(row: PackageRow): PackageSummary {
  return {
    id: row.id,
    number: packageNumber(row),
    title: row.title,
    state: row.state,
    revision: row.revision,
    created: {
      person: row.createdBy,
      name: row.createdByName,
      delegation: row.createdFor,
      at: instant(row.createdAt.getTime()),
    },
    publication: row.state === 'published' ? publicationAddress(row) : null,
  };
}

export function versionSummaryOf(row: VersionRow): PackageView['versions'][number] {
  return {
    revision: row.revision,
    textHash: row.textHash,
    packageHash: row.packageHash,
    tabled: {
      person: row.tabledBy,
      name: row.tabledByName,
      delegation: row.tabledFor,
      at: instant(row.tabledAt.getTime()),
    },
  };
}
