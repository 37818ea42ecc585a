import type { History, ProblemCode, RefusalCode } from '@entente/contracts';
import { restoreSection } from '@entente/document';
import { err, instant, ok, type DocumentId, type PackageId } from '@entente/kernel';
import { Refusal, type RefusalFacts, type SignedIn } from '@entente/nest-platform';
import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { Hands, LogReader } from '../drafting/index.js';
import { databaseTime } from '../identity/index.js';
import type { Answer } from '../lifecycle/index.js';
import { RestoredTable, RestoreTable, type RestoreRow } from './history.tables.js';
import { PackagePast, treeOf, type SectionMoment } from './package-past.js';

/** Which past text, and the newest row that the person saw when they decided. */
export interface RestoreWish {
  readonly document: DocumentId;
  readonly seq: number;
  readonly head: number;
  readonly nonce: string;
}

/**
 * Brings a past text back by an edit of the person's own (SPEC S136): made as if typed at the head they saw, so that Yjs merges it
 * with whatever the others typed since, and sent the way of every edit. It is written down first, with its client id: asked again
 * after a lost answer it is the same bytes, which the engine knows and stores once.
 */
@Injectable()
export class RestoresService {
  constructor(
    private readonly database: DataSource,
    private readonly past: PackagePast,
    private readonly log: LogReader,
    private readonly hands: Hands,
  ) {}

  async restore(
    actor: SignedIn,
    packageId: PackageId,
    wish: RestoreWish,
  ): Promise<Answer<{ seq: number; changed: boolean }>> {
    const { document, seq, head } = wish;
    const then = await this.past.section(packageId, { document, seq });
    const seen = await this.past.section(packageId, { document, seq: head });
    if (then === undefined || seen === undefined || seq > head) return err(new Refusal('NOT_FOUND'));
    const asked = await this.#writeDown(actor, packageId, wish);
    if (asked === null) return err(new Refusal('ALREADY_EXISTS'));
    return this.#bringBack(actor, asked, then);
  }

  /** Those that were recorded, oldest first. */
  async list(packageId: PackageId): Promise<History['restores']> {
    const asked = await this.database.manager.find(RestoreTable, {
      where: { package: packageId },
      order: { askedAt: 'ASC' },
    });
    const nonces = asked.map(({ nonce }) => nonce);
    const done = await this.database.manager.findBy(RestoredTable, { nonce: In(nonces) });
    const rows = new Map(done.map((row) => [row.nonce, row]));
    return asked.flatMap(({ nonce, document, to, from, person, delegation }) => {
      const row = rows.get(nonce);
      if (row === undefined) return [];
      const at = instant(row.recordedAt.getTime());
      return [{ document, to, from, person, delegation, seq: row.seq, at }];
    });
  }

  async #bringBack(
    actor: SignedIn,
    asked: RestoreRow,
    then: SectionMoment,
  ): Promise<Answer<{ seq: number; changed: boolean }>> {
    const { document, from } = asked;
    const client = Number(asked.client);
    const doc = await this.log.documentAt(document, from);
    const update = restoreSection(doc, await treeOf(then), client);
    doc.destroy();
    if (update === null) return ok({ seq: from, changed: false });
    const written = await this.hands.write(actor, { package: asked.package, document, client, update });
    if (!written.ok) return err(refusalOf(written.error));
    const seq = (await this.log.rowOfClient(document, client, from)) ?? written.value.seq;
    const recordedAt = await databaseTime(this.database.manager);
    await this.database.manager
      .createQueryBuilder()
      .insert()
      .into(RestoredTable)
      .values({ nonce: asked.nonce, seq, recordedAt })
      .orIgnore()
      .execute();
    return ok({ seq, changed: true });
  }

  /** The restore as it is written down under this nonce; null: the nonce stands for something else. */
  async #writeDown(actor: SignedIn, packageId: PackageId, wish: RestoreWish): Promise<RestoreRow | null> {
    const { manager } = this.database;
    const { nonce, document, seq, head } = wish;
    if (!(await manager.existsBy(RestoreTable, { nonce }))) {
      const row: RestoreRow = {
        nonce,
        package: packageId,
        document,
        to: seq,
        from: head,
        client: String(await this.hands.newClient(packageId, actor)),
        person: actor.person,
        delegation: actor.delegation,
        askedAt: await databaseTime(manager),
      };
      await manager.createQueryBuilder().insert().into(RestoreTable).values(row).orIgnore().execute();
    }
    const row = await manager.findOneByOrFail(RestoreTable, { nonce });
    const isSame =
      row.package === packageId &&
      row.document === document &&
      row.to === seq &&
      row.from === head &&
      row.person === actor.person &&
      row.delegation === actor.delegation;
    return isSame ? row : null;
  }
}

const LATER: readonly [ProblemCode, RefusalFacts] = ['UNAVAILABLE', { retryAfter: 2 }];

/** What the engine says to an edit, as the API says it. */
const REFUSALS: Partial<Record<RefusalCode, readonly [ProblemCode, RefusalFacts]>> = {
  NOT_FOUND: ['NOT_FOUND', {}],
  READ_ONLY: ['FORBIDDEN', {}],
  SUGGEST_ONLY: ['FORBIDDEN', { detail: 'Your delegation may suggest here, and not change the text.' }],
  MAINTENANCE: ['MAINTENANCE', {}],
  DOC_CLOSED: ['WRONG_STATE', { detail: 'The section is closed.' }],
  TOO_LARGE: ['EDIT_TOO_LARGE', {}],
  TOO_MANY_STRUCTS: ['EDIT_TOO_LARGE', {}],
  TOO_COSTLY: ['EDIT_TOO_LARGE', {}],
  UNAVAILABLE: LATER,
  DRAINING: LATER,
  RATE: LATER,
};

function refusalOf(code: RefusalCode): Refusal {
  const [problem, facts] = REFUSALS[code] ?? [
    'HASH_MISMATCH',
    { detail: 'The text has changed too much since. Look at it again.' },
  ];
  return new Refusal(problem, facts);
}
