import { decidePackage } from '@entente/consensus';
import type { VersionSummary, VersionView } from '@entente/contracts';
import { err, ok, type PackageId } from '@entente/kernel';
import { Refusal, type SignedIn } from '@entente/nest-platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { DraftingService } from '../drafting/index.js';
import { actingOf, type Acting } from './acting.js';
import { Freezing, type ClosedDraft } from './freezing.js';
import { PackageTable } from './package.table.js';
import { versionSummaryOf } from './packages.service.js';
import { refusalOfPackage } from './package-state.js';
import { RecordService, type LockedPackage } from './record.service.js';
import { transact, type Answer } from './transact.js';
import { CanonicalBytesTable, VersionTable, type VersionRow } from './version.table.js';

/** Frozen versions of a package: `REV 1`, `REV 2` … */
@Injectable()
export class VersionsService {
  constructor(
    private readonly database: DataSource,
    private readonly drafting: DraftingService,
    private readonly record: RecordService,
    private readonly freezing: Freezing,
  ) {}

  /** Freezes the text as `revision`, the number the caller expects, in one transaction or not at all. */
  async table(actor: SignedIn, id: PackageId, revision: number): Promise<Answer<VersionSummary>> {
    const acting = actingOf(actor, 'propose');
    const answer = await transact(this.database, async (manager) => {
      const locked = await this.record.lock(manager, id);
      if (locked === undefined) return err(new Refusal('NOT_FOUND'));
      const ready = await this.#ready(manager, locked, revision);
      if (!ready.ok) return ready;
      const frozen = await this.freezing.freeze(manager, locked);
      if (!frozen.ok) return frozen;
      return this.#store(manager, locked, { revision, acting, ...frozen.value });
    });
    if (answer.ok) await this.#tell(id);
    return answer;
  }

  /** Opens the text of a frozen version again, before a procedure on it. */
  async resume(actor: SignedIn, id: PackageId): Promise<Answer<void>> {
    const acting = actingOf(actor, 'propose');
    const answer = await transact<void>(this.database, async (manager) => {
      const locked = await this.record.lock(manager, id);
      if (locked === undefined) return err(new Refusal('NOT_FOUND'));
      const { packageHash, revision } = locked.row;
      const act = { type: 'drafting.resumed', acting, packageHash, body: { revision } };
      const resumed = await this.record.apply(manager, locked, { type: 'resume' }, act);
      if (!resumed.ok) return resumed;
      await this.drafting.reopenAll(manager, id);
      return ok(undefined);
    });
    if (answer.ok) await this.#tell(id);
    return answer;
  }

  /** A frozen version with its bytes; undefined where there is none of that number. */
  async view(
    id: PackageId,
    revision: number,
    manager = this.database.manager,
  ): Promise<VersionView | undefined> {
    const row = await manager.findOneBy(VersionTable, { package: id, revision });
    if (row === null) return undefined;
    const stored = await manager.findOneByOrFail(CanonicalBytesTable, { textHash: row.textHash });
    return {
      ...versionSummaryOf(row),
      canonical: stored.bytes.toString('utf8'),
      provisions: { ...row.provisions },
      sealedText: row.sealedText,
      sealSeed: await sealSeedOf(manager, id),
      annexes: row.annexes.map((each) => ({ ...each })),
    };
  }

  /** May a version of this number be tabled now? Of two that try at once the second hears who was first, and when. */
  async #ready(manager: EntityManager, locked: LockedPackage, revision: number): Promise<Answer<void>> {
    const stand = { packageHash: locked.row.recordHash, revision };
    const decided = decidePackage(locked.state, { type: 'table', ...stand });
    if (decided.ok) return ok(undefined);
    const first = await manager.findOneBy(VersionTable, { package: locked.row.id, revision });
    if (decided.error.code !== 'VERSION_STALE' || first === null) return err(refusalOfPackage(decided.error));
    const who = `${first.tabledByName} (${first.tabledFor})`;
    const detail = `REV ${String(revision)} was tabled by ${who} at ${first.tabledAt.toISOString()}.`;
    return err(new Refusal('VERSION_STALE', { detail }));
  }

  async #store(
    manager: EntityManager,
    locked: LockedPackage,
    made: ClosedDraft & { readonly revision: number; readonly acting: Acting },
  ): Promise<Answer<VersionSummary>> {
    const { revision, acting, text, annexes } = made;
    const { bytes: canonical, ...hashes } = text;
    const { textHash, sealedText, packageHash } = hashes;
    const row: VersionRow = {
      package: locked.row.id,
      revision,
      ...hashes,
      annexes,
      tabledBy: acting.person,
      tabledByName: acting.name,
      tabledFor: acting.delegation,
      tabledAt: new Date(locked.now),
    };
    const bytes = Buffer.from(canonical);
    await manager
      .createQueryBuilder()
      .insert()
      .into(CanonicalBytesTable)
      .values({ textHash, bytes })
      .orIgnore()
      .execute();
    await manager.insert(VersionTable, row);
    const documents = made.documents.map(({ document, head }) => ({ document, head }));
    const body = { revision, textHash, sealedText, annexes: annexes.map((each) => ({ ...each })), documents };
    const act = { type: 'version.tabled', acting, packageHash, body };
    const tabled = await this.record.apply(manager, locked, { type: 'table', revision, packageHash }, act);
    return tabled.ok ? ok(versionSummaryOf(row)) : tabled;
  }

  async #tell(id: PackageId): Promise<void> {
    await this.drafting.announce(id);
    this.drafting.topics(id, ['package', 'versions', 'positions']);
  }
}

async function sealSeedOf(manager: EntityManager, id: PackageId): Promise<string> {
  const { sealSeed } = await manager.findOneOrFail(PackageTable, {
    where: { id },
    select: { sealSeed: true },
  });
  return sealSeed;
}
