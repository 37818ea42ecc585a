import type { Topic } from '@entente/contracts';
import type { CanonicalText, Fault, SectionKind } from '@entente/document';
import { err, ok, type DocumentId, type PackageId, type ProcedureId, type Result } from '@entente/kernel';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ArrangeRefusal, Author, ClosedDocument, NewText, SectionState } from './drafting.types.js';
import { LiveEditing } from './live-editing.js';
import { Maintenance } from './maintenance.js';
import { managerQuery, type Query } from './query.js';
import { StructureWriter } from './structure-writer.js';
import { TextReader } from './text-reader.js';

/**
 * What live editing offers to the other features. Methods that take a manager write inside the caller's transaction; call
 * `announce` once that transaction is committed, never before (peers may be told only what is committed).
 */
@Injectable()
export class DraftingService {
  readonly #reader = new TextReader();

  constructor(
    @Inject(LiveEditing) private readonly editing: LiveEditing,
    @Inject(Maintenance) private readonly maintenance: Maintenance,
  ) {}

  /** Makes a package's documents and records their first text. */
  async create(manager: EntityManager, text: NewText, author: Author): Promise<void> {
    await new StructureWriter(managerQuery(manager), text.package, author).create(text);
  }

  /**
   * Is anything of the package read-only for maintenance; `null`: is the whole system? Until the transaction ends no cut-over
   * begins.
   */
  async isPaused(manager: EntityManager, packageId: PackageId | null): Promise<boolean> {
    return this.maintenance.covers(manager, packageId);
  }

  /** Makes an empty section after another one, or first (`after: null`). */
  async addSection(
    manager: EntityManager,
    packageId: PackageId,
    section: { kind: SectionKind; after: DocumentId | null },
    author: Author,
  ): Promise<Result<SectionState, ArrangeRefusal>> {
    const writer = new StructureWriter(managerQuery(manager), packageId, author);
    const added = await writer.add(section.kind, section.after);
    return added.ok ? ok({ document: added.value, kind: section.kind, state: 'open' }) : added;
  }

  /** Moves a section after another one, or first. */
  async moveSection(
    manager: EntityManager,
    packageId: PackageId,
    section: { document: DocumentId; after: DocumentId | null },
    author: Author,
  ): Promise<Result<void, ArrangeRefusal>> {
    const writer = new StructureWriter(managerQuery(manager), packageId, author);
    return writer.move(section.document, section.after);
  }

  /** Takes a section out of the structure and closes its document; its log stays. */
  async removeSection(
    manager: EntityManager,
    packageId: PackageId,
    document: DocumentId,
    author: Author,
  ): Promise<Result<void, ArrangeRefusal>> {
    return new StructureWriter(managerQuery(manager), packageId, author).remove(document);
  }

  /** Closes one agreed section, or opens it again. */
  async setSectionState(
    manager: EntityManager,
    packageId: PackageId,
    section: { document: DocumentId; state: 'open' | 'closed' },
  ): Promise<Result<void, ArrangeRefusal>> {
    const [row] = await managerQuery(manager)<{ frozen: boolean }>({
      name: 'section-state',
      text: `WITH held AS (
          UPDATE document SET held = $3
          WHERE id = $1 AND package = $2 AND kind <> 'structure' AND NOT removed AND NOT frozen
          RETURNING id)
        SELECT d.frozen FROM document d LEFT JOIN held ON held.id = d.id
        WHERE d.id = $1 AND d.package = $2 AND d.kind <> 'structure' AND NOT d.removed`,
      values: [section.document, packageId, section.state === 'closed'],
    });
    if (row === undefined) return err({ code: 'NOT_FOUND' });
    return row.frozen ? err({ code: 'DOC_CLOSED' }) : ok(undefined);
  }

  /**
   * Closes every document of the package: an edit that races with it has a lower seq than the head given here, or gets
   * DOC_CLOSED. The structure first, then the sections in order.
   */
  async closeAll(manager: EntityManager, packageId: PackageId): Promise<ClosedDocument[]> {
    const query = managerQuery(manager);
    await this.#lockAll(query, packageId);
    await query({
      name: 'package-freeze',
      text: 'UPDATE document SET frozen = true WHERE package = $1',
      values: [packageId],
    });
    const text = await this.#reader.heads(query, packageId);
    if (text === undefined) return [];
    const { structure, sections } = text;
    return [
      { document: structure.id, kind: 'structure', head: structure.head },
      ...sections.map(({ document, kind, head }) => ({ document, kind, head })),
    ];
  }

  /** Opens what `closeAll` closed; sections that were closed one by one stay closed. */
  async reopenAll(manager: EntityManager, packageId: PackageId): Promise<void> {
    const query = managerQuery(manager);
    await this.#lockAll(query, packageId);
    await query({
      name: 'package-reopen',
      text: 'UPDATE document SET frozen = false WHERE package = $1',
      values: [packageId],
    });
  }

  /** The sections in order; undefined where the package has no text. */
  async sections(
    packageId: PackageId,
    manager?: EntityManager,
  ): Promise<{ structure: DocumentId; sections: SectionState[] } | undefined> {
    const text = await this.#reader.heads(this.#query(manager), packageId);
    if (text === undefined) return undefined;
    return {
      structure: text.structure.id,
      sections: text.sections.map(({ document, kind, open }) => ({
        document,
        kind,
        state: open ? 'open' : 'closed',
      })),
    };
  }

  /** Canonical text from committed rows; inside a transaction, as that transaction sees them. */
  async canonical(
    packageId: PackageId,
    manager?: EntityManager,
  ): Promise<Result<CanonicalText, readonly Fault[]>> {
    return this.#reader.canonical(this.#query(manager), packageId);
  }

  /** Hash of each provision from committed rows; those of a section without a canonical form are not among them. */
  async provisions(packageId: PackageId): Promise<CanonicalText['provisions']> {
    return this.#reader.provisions(this.editing.query, packageId);
  }

  /**
   * Canonical text from every row since the first, without snapshots and what is kept in memory: must be equal before a
   * freeze. Throws where the log's chain is broken.
   */
  async canonicalFromReplay(
    packageId: PackageId,
    manager?: EntityManager,
  ): Promise<Result<CanonicalText, readonly Fault[]>> {
    return this.#reader.replayed(this.#query(manager), packageId);
  }

  /** After commit: live sockets read documents, states and rights again, and clients are told. */
  async announce(packageId: PackageId): Promise<void> {
    const { engine, rooms } = this.editing;
    await rooms.reread(packageId);
    // Rooms can be in memory though nobody is in the package.
    const documents = await rooms.documentsOf(packageId);
    await Promise.all(
      documents.map(async ({ id }) => {
        await engine.documentChanged(id);
      }),
    );
    engine.accessChanged(packageId);
  }

  /** After commit: tells clients of the package what to read again over HTTP; of its procedures those named alone, if any are. */
  topics(packageId: PackageId, topics: readonly Topic[], procedures?: readonly ProcedureId[]): void {
    this.editing.engine.changed(packageId, topics, procedures);
  }

  /** In the order of ids, as flights lock them. */
  async #lockAll(query: Query, packageId: PackageId): Promise<void> {
    await query({
      name: 'package-lock',
      text: 'SELECT id FROM document WHERE package = $1 ORDER BY id FOR UPDATE',
      values: [packageId],
    });
  }

  #query(manager: EntityManager | undefined): Query {
    return manager === undefined ? this.editing.query : managerQuery(manager);
  }
}
