import type { PublicationSummary } from '@entente/contracts';
import { err, instant, ok, type Hash, type PackageId } from '@entente/kernel';
import { Refusal, type SignedIn } from '@entente/nest-platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { DraftingService } from '../drafting/index.js';
import {
  actingOf,
  publicationAddress,
  RecordService,
  transact,
  type Answer,
  type LockedPackage,
} from '../lifecycle/index.js';
import { bytesOf } from './publication-file.js';
import { PublicationFiles } from './publication-files.js';
import { PublicationTable, type PublicationRow } from './publication.table.js';

/** Publishing an adopted version, and the public register of what is published. */
@Injectable()
export class PublicationService {
  constructor(
    private readonly database: DataSource,
    private readonly drafting: DraftingService,
    private readonly record: RecordService,
    private readonly files: PublicationFiles,
  ) {}

  /** Publishes the adopted package with this hash, once; asked again, answers with what is published. */
  async publish(
    actor: SignedIn,
    packageId: PackageId,
    packageHash: Hash,
  ): Promise<Answer<PublicationSummary>> {
    const answer = await transact<PublicationRow>(this.database, async (manager) => {
      const locked = await this.record.lock(manager, packageId);
      if (locked === undefined) return err(new Refusal('NOT_FOUND'));
      const before = await manager.findOneBy(PublicationTable, { package: packageId, packageHash });
      if (before !== null) return ok(before);
      return this.#publish(manager, locked, actor, packageHash);
    });
    if (!answer.ok) return answer;
    await this.drafting.announce(packageId);
    this.drafting.topics(packageId, ['package', 'publication']);
    return ok(summaryOf(answer.value));
  }

  /** The public register, newest first. */
  async list(): Promise<PublicationSummary[]> {
    const rows = await this.database.manager.find(PublicationTable, {
      select: { package: true, slug: true, number: true, title: true, packageHash: true, publishedAt: true },
      order: { publishedAt: 'DESC' },
    });
    return rows.map(summaryOf);
  }

  /** The published bytes under `slug`; undefined where nothing is published there. */
  async bytes(slug: string): Promise<{ bytes: Uint8Array; packageHash: Hash } | undefined> {
    const row = await this.database.manager.findOneBy(PublicationTable, { slug });
    return row === null ? undefined : { bytes: row.file, packageHash: row.packageHash };
  }

  async #publish(
    manager: EntityManager,
    locked: LockedPackage,
    actor: SignedIn,
    packageHash: Hash,
  ): Promise<Answer<PublicationRow>> {
    const acting = actingOf(actor, 'publish');
    const address = publicationAddress(locked.row);
    const act = {
      type: 'publication.published',
      acting,
      packageHash,
      body: { address, revision: locked.row.revision },
    };
    const published = await this.record.apply(manager, locked, { type: 'publish', packageHash }, act);
    if (!published.ok) return published;
    const made = await this.files.of(manager, locked, address);
    if (!made.ok) return made;
    const { file, procedure } = made.value;
    const row: PublicationRow = {
      package: locked.row.id,
      slug: address.slice(address.lastIndexOf('/') + 1),
      number: file.number,
      title: file.title,
      revision: file.revision,
      packageHash,
      procedure,
      file: Buffer.from(bytesOf(file)),
      publishedBy: actor.person,
      publishedAt: new Date(locked.now),
    };
    await manager.insert(PublicationTable, row);
    return ok(row);
  }
}

function summaryOf(
  row: Pick<PublicationRow, 'slug' | 'number' | 'title' | 'packageHash' | 'publishedAt'>,
): PublicationSummary {
  return {
    number: row.number,
    title: row.title,
    packageHash: row.packageHash,
    publishedAt: instant(row.publishedAt.getTime()),
    address: `/publications/${row.slug}`,
  };
}
