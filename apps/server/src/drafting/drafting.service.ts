import type { Topic } from '@entente/contracts';
import type { CanonicalText, Fault, SectionKind } from '@entente/document';
import type { DocumentId, PackageId, Result } from '@entente/kernel';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Author, ClosedDocument, NewText, SectionState } from './drafting.types.js';

/** Why a change of the structure is refused. `DOC_CLOSED`: the package is not being drafted. */
export type ArrangeRefusal = { readonly code: 'NOT_FOUND' | 'DOC_CLOSED' };

/**
 * What live editing offers to the other features. Methods that take a manager write inside the caller's transaction; call
 * `announce` once that transaction is committed, never before (peers may be told only what is committed).
 */
@Injectable()
export class DraftingService {
  /** Makes a package's documents and records their first text. */
  declare create: (manager: EntityManager, text: NewText, author: Author) => Promise<void>;
  /** Makes an empty section after another one, or first (`after: null`). */
  declare addSection: (
    manager: EntityManager,
    packageId: PackageId,
    section: { kind: SectionKind; after: DocumentId | null },
    author: Author,
  ) => Promise<Result<SectionState, ArrangeRefusal>>;
  /** Moves a section after another one, or first. */
  declare moveSection: (
    manager: EntityManager,
    packageId: PackageId,
    section: { document: DocumentId; after: DocumentId | null },
    author: Author,
  ) => Promise<Result<void, ArrangeRefusal>>;
  /** Takes a section out of the structure and closes its document; its log stays. */
  declare removeSection: (
    manager: EntityManager,
    packageId: PackageId,
    document: DocumentId,
    author: Author,
  ) => Promise<Result<void, ArrangeRefusal>>;
  /** Closes one agreed section, or opens it again. */
  declare setSectionState: (
    manager: EntityManager,
    packageId: PackageId,
    section: { document: DocumentId; state: 'open' | 'closed' },
  ) => Promise<Result<void, ArrangeRefusal>>;
  /** Closes every document of the package: an edit that races with it has a lower seq or gets DOC_CLOSED. Sections in order. */
  declare closeAll: (manager: EntityManager, packageId: PackageId) => Promise<ClosedDocument[]>;
  /** Opens what `closeAll` closed; sections that were closed one by one stay closed. */
  declare reopenAll: (manager: EntityManager, packageId: PackageId) => Promise<void>;
  /** The sections in order; undefined where the package has no text. */
  declare sections: (
    packageId: PackageId,
    manager?: EntityManager,
  ) => Promise<{ structure: DocumentId; sections: SectionState[] } | undefined>;
  /** Canonical text from committed rows; inside a transaction, as that transaction sees them. */
  declare canonical: (
    packageId: PackageId,
    manager?: EntityManager,
  ) => Promise<Result<CanonicalText, readonly Fault[]>>;
  /** The same from every row since the first, without snapshots and caches: must be equal before a freeze. */
  declare canonicalFromReplay: (
    packageId: PackageId,
    manager?: EntityManager,
  ) => Promise<Result<CanonicalText, readonly Fault[]>>;
  /** After commit: live sockets read documents, states and rights again, and clients are told. */
  declare announce: (packageId: PackageId) => Promise<void>;
  /** After commit: tells clients of the package what to read again over HTTP. */
  declare topics: (packageId: PackageId, topics: readonly Topic[]) => void;
}
