import type { JsonObject } from '@entente/canonical';
import { decidePackage } from '@entente/consensus';
import type { SectionKind } from '@entente/document';
import { err, ok, type DocumentId, type PackageId, type Result } from '@entente/kernel';
import { Refusal, type SignedIn } from '@entente/nest-platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { DraftingService, type ArrangeRefusal, type SectionState } from '../drafting/index.js';
import { actingOf, type Acting } from './acting.js';
import { refusalOfPackage } from './package-state.js';
import { RecordService } from './record.service.js';
import { transact, type Answer } from './transact.js';

type Arrange<T> = (manager: EntityManager, acting: Acting) => Promise<Result<T, ArrangeRefusal>>;

/** The order of a package's sections, and which of them are closed: only while it is being drafted. */
@Injectable()
export class SectionsService {
  constructor(
    private readonly database: DataSource,
    private readonly drafting: DraftingService,
    private readonly record: RecordService,
  ) {}

  async add(
    actor: SignedIn,
    id: PackageId,
    section: { kind: SectionKind; after: DocumentId | null },
  ): Promise<Answer<SectionState>> {
    return this.#arrange(actor, id, { type: 'section.added', body: { ...section } }, (manager, acting) =>
      this.drafting.addSection(manager, id, section, acting),
    );
  }

  async move(
    actor: SignedIn,
    id: PackageId,
    section: { document: DocumentId; after: DocumentId | null },
  ): Promise<Answer<void>> {
    return this.#arrange(actor, id, { type: 'section.moved', body: { ...section } }, (manager, acting) =>
      this.drafting.moveSection(manager, id, section, acting),
    );
  }

  async remove(actor: SignedIn, id: PackageId, document: DocumentId): Promise<Answer<void>> {
    return this.#arrange(actor, id, { type: 'section.removed', body: { document } }, (manager, acting) =>
      this.drafting.removeSection(manager, id, document, acting),
    );
  }

  async setState(
    actor: SignedIn,
    id: PackageId,
    section: { document: DocumentId; state: 'open' | 'closed' },
  ): Promise<Answer<void>> {
    const type = section.state === 'closed' ? 'section.closed' : 'section.reopened';
    const body = { document: section.document };
    return this.#arrange(actor, id, { type, body }, (manager) =>
      this.drafting.setSectionState(manager, id, section),
    );
  }

  /** One command on the structure: under the package's lock, in drafting only, recorded, then told. */
  async #arrange<T>(
    actor: SignedIn,
    id: PackageId,
    entry: { type: string; body: JsonObject },
    arrange: Arrange<T>,
  ): Promise<Answer<T>> {
    const acting = actingOf(actor, 'propose');
    const answer = await transact<T>(this.database, async (manager) => {
      const locked = await this.record.lock(manager, id);
      if (locked === undefined) return err(new Refusal('NOT_FOUND'));
      const drafting = decidePackage(locked.state, { type: 'edit' });
      if (!drafting.ok) return err(refusalOfPackage(drafting.error));
      if (await this.drafting.isPaused(manager, id)) return err(new Refusal('MAINTENANCE'));
      const arranged = await arrange(manager, acting);
      if (!arranged.ok) return err(refusalOfArrange(arranged.error));
      await this.record.append(manager, locked, { ...entry, acting, packageHash: null });
      return ok(arranged.value);
    });
    if (answer.ok) {
      await this.drafting.announce(id);
      this.drafting.topics(id, ['package', 'structure']);
    }
    return answer;
  }
}

function refusalOfArrange(refusal: ArrangeRefusal): Refusal {
  if (refusal.code === 'NOT_FOUND') return new Refusal('NOT_FOUND');
  if (refusal.code === 'MAINTENANCE') return new Refusal('MAINTENANCE');
  return new Refusal('WRONG_STATE', { detail: 'The section is closed.' });
}
