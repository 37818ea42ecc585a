import type { PackageState } from '@entente/consensus';
import type { PublicationPreview, PublicationSummary } from '@entente/contracts';
import { hashOf } from '@entente/canonical';
import { err, instant, ok, type Hash, type PackageId } from '@entente/kernel';
import { Refusal, type SignedIn } from '@entente/nest-platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { DraftingService } from '../drafting/index.js';
import { actingOf, RecordService, transact, type Answer, type LockedPackage } from '../lifecycle/index.js';
import { previewOf } from './preview.js';
import { bytesOf } from './publication-file.js';
import { adoptedIn, PublicationFiles, type Decided, type Made } from './publication-files.js';
import { PublicationTable, type PublicationRow } from './publication.table.js';
import { entriesOf, isLeftOut } from './standing.js';

/** What is asked to be published: the hash, and which words beside the decision speak of nothing that is left out. */
interface Publishing {
  readonly packageHash: Hash;
  readonly words: readonly string[];
}

/** A publishing under the package's lock, with the editions before it. */
interface UnderLock {
  readonly locked: LockedPackage;
  readonly before: readonly PublicationRow[];
  readonly actor: SignedIn;
  readonly publishing: Publishing;
}

/** Publishing what is adopted of a version, and the public register of what is published. */
@Injectable()
export class PublicationService {
  constructor(
    private readonly database: DataSource,
    private readonly drafting: DraftingService,
    private readonly record: RecordService,
    private readonly files: PublicationFiles,
  ) {}

  /** Publishes what is adopted of the package with this hash; asked again with nothing adopted since, answers with what is published. */
  async publish(
    actor: SignedIn,
    packageId: PackageId,
    publishing: Publishing,
  ): Promise<Answer<PublicationSummary>> {
    const answer = await transact<PublicationRow>(this.database, async (manager) => {
      const locked = await this.record.lock(manager, packageId);
      if (locked === undefined) return err(new Refusal('NOT_FOUND'));
      const before = await editionsOf(manager, packageId);
      const last = before.at(-1);
      if (locked.state.state === 'published' && last?.packageHash === publishing.packageHash) return ok(last);
      return this.#publish(manager, { locked, before, actor, publishing });
    });
    if (!answer.ok) return answer;
    await this.drafting.announce(packageId);
    this.drafting.topics(packageId, ['package', 'publication']);
    return ok(summaryOf(answer.value));
  }

  /** What publishing now would say and leave out. Does nothing. */
  async preview(packageId: PackageId): Promise<Answer<PublicationPreview>> {
    return transact(this.database, async (manager) => {
      const locked = await this.record.lock(manager, packageId);
      if (locked === undefined) return err(new Refusal('NOT_FOUND'));
      const decided = await this.files.decided(manager, locked);
      if (!decided.ok) return decided;
      const before = await editionsOf(manager, packageId);
      const made = await this.files.of(manager, locked, { decided: decided.value, before, words: [] });
      return ok(previewOf(decided.value, made));
    });
  }

  /** The public register, newest first. */
  async list(): Promise<PublicationSummary[]> {
    const rows = await this.database.manager.find(PublicationTable, {
      select: {
        package: true,
        edition: true,
        slug: true,
        number: true,
        title: true,
        packageHash: true,
        fileHash: true,
        publishedAt: true,
      },
      order: { publishedAt: 'DESC', edition: 'DESC' },
    });
    return rows.map(summaryOf);
  }

  /** The published bytes under `slug`, and the editions that amended them since; undefined where nothing is published there. */
  async bytes(
    slug: string,
  ): Promise<(Pick<PublicationRow, 'file' | 'fileHash'> & { later: PublicationSummary[] }) | undefined> {
    const row = await this.database.manager.findOneBy(PublicationTable, { slug });
    if (row === null) return undefined;
    const editions = await editionsOf(this.database.manager, row.package);
    const later = editions.filter(({ edition }) => edition > row.edition).map(summaryOf);
    return { file: row.file, fileHash: row.fileHash, later };
  }

  async #publish(
    manager: EntityManager,
    { locked, before, actor, publishing }: UnderLock,
  ): Promise<Answer<PublicationRow>> {
    const acting = actingOf(actor, 'publish');
    const { packageHash, words } = publishing;
    const decided = await this.files.decided(manager, locked);
    const last = before.at(-1);
    const inPart = locked.state.state === 'decision';
    if (!decided.ok) return decided;
    const corrected = decided.value.corrected.length > 0;
    if (corrected && packageHash !== decided.value.version.packageHash) return err(otherWords(decided.value));
    const move = MOVES[locked.state.state] ?? PUBLISHING;
    // The package keeps the hash that was tabled: a corrigendum is no event of it.
    const frozen = corrected ? decided.value.procedure.packageHash : packageHash;
    const moved = await this.record.move(manager, locked, { type: move.type, packageHash: frozen });
    if (!moved.ok) return moved;
    // Nothing was adopted or corrected since, and the rest is still to be decided: what is published says it already.
    if (inPart && last !== undefined && isSaid(last, decided.value)) return ok(last);
    const made = await this.files.of(manager, locked, { decided: decided.value, before, words });
    const row = rowOf(made, { locked, actor });
    await manager.insert(PublicationTable, row);
    const { address, edition } = made;
    const body = { address, edition, revision: row.revision, fileHash: row.fileHash, words: [...words] };
    await this.record.append(manager, moved.value, { type: move.act, acting, packageHash, body });
    return ok(row);
  }
}

function rowOf(
  { file, procedure, address, edition }: Made,
  { locked, actor }: { locked: LockedPackage; actor: SignedIn },
): PublicationRow {
  const bytes = bytesOf(file);
  return {
    package: locked.row.id,
    edition,
    slug: address.slice(address.lastIndexOf('/') + 1),
    number: file.number,
    title: file.title,
    revision: file.revision,
    packageHash: file.packageHash,
    procedure,
    file: Buffer.from(bytes),
    fileHash: hashOf(bytes),
    publishedBy: actor.person,
    publishedAt: new Date(locked.now),
  };
}

const editionsOf = (manager: EntityManager, packageId: PackageId): Promise<PublicationRow[]> =>
  manager.find(PublicationTable, { where: { package: packageId }, order: { edition: 'ASC' } });

/** What publishing is in each state: it moves the package to its last one, or leaves it where it is. */
const PUBLISHING = { type: 'publish', act: 'publication.published' } as const;
const MOVES: {
  readonly [State in PackageState]?: {
    readonly type: 'publish_part' | 'publish_corrected';
    readonly act: string;
  };
} = {
  decision: { type: 'publish_part', act: 'publication.part_published' },
  published: { type: 'publish_corrected', act: 'publication.corrected' },
};

/** Who publishes names the words as corrigenda left them, and so not those that were tabled. */
const otherWords = ({ version }: Decided): Refusal =>
  new Refusal('HASH_MISMATCH', { detail: `What was adopted is, as corrected, ${version.packageHash}.` });

/** Whether an edition has everything that is adopted, in the words that stand. */
function isSaid(last: PublicationRow, { version, procedure }: Decided): boolean {
  const had = adoptedIn(last);
  const adopted = entriesOf(procedure.core).filter((entry) => !isLeftOut(entry));
  return (
    last.packageHash === version.packageHash &&
    adopted.length === had.length &&
    adopted.every(({ item }) => had.includes(item.id))
  );
}

function summaryOf(
  row: Omit<PublicationRow, 'file' | 'procedure' | 'publishedBy' | 'revision'>,
): PublicationSummary {
  return {
    number: row.number,
    title: row.title,
    packageHash: row.packageHash,
    publishedAt: instant(row.publishedAt.getTime()),
    address: `/publications/${row.slug}`,
    edition: row.edition,
    fileHash: row.fileHash,
  };
}
