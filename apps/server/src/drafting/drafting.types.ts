import type { DraftingRule, Subject } from '@entente/access';
import type { SectionKind } from '@entente/document';
import type { DocumentId, PackageId } from '@entente/kernel';
import type { Holder } from '@entente/sync';

/** Whose name stands on the rows that the server writes for a person: sections made, moved, removed. */
export type Author = Holder;

/** A section to be made, with its whole first text as one Yjs update (version 1). */
export interface NewSection {
  readonly document: DocumentId;
  readonly kind: SectionKind;
  readonly update: Uint8Array;
}

/** A new package's text: its structure document and its sections, in order. */
export interface NewText {
  readonly package: PackageId;
  readonly structure: DocumentId;
  readonly sections: readonly NewSection[];
}

export interface SectionState {
  readonly document: DocumentId;
  readonly kind: SectionKind;
  readonly state: 'open' | 'closed';
}

/** One document of a closed package and the exact row it was closed after. */
export interface ClosedDocument {
  readonly document: DocumentId;
  readonly kind: SectionKind | 'structure';
  readonly head: number;
}

/** What access to the documents of a package depends on, besides the person. */
export interface PackageFacts {
  /** The package and the delegations that take part in it, for `may`. */
  readonly subject: Extract<Subject, { kind: 'package' }>;
  readonly delegationsMay: DraftingRule;
}

/** What live editing asks of the feature that keeps packages (lifecycle provides it: `{ provide: PackageDirectory, … }`). */
export abstract class PackageDirectory {
  /** Undefined: there is no such package. */
  abstract factsOf(packageId: PackageId): Promise<PackageFacts | undefined>;

  /** Several at once, from one statement; those that do not exist are left out. */
  abstract factsOfAll(packages: readonly PackageId[]): Promise<ReadonlyMap<PackageId, PackageFacts>>;

  async subjectOf(packageId: PackageId): Promise<PackageFacts['subject'] | undefined> {
    return (await this.factsOf(packageId))?.subject;
  }
}

/** Why a change of the structure is refused. `DOC_CLOSED`: the package is not being drafted. `MAINTENANCE`: it is read-only. */
export interface ArrangeRefusal {
  readonly code: 'NOT_FOUND' | 'DOC_CLOSED' | 'MAINTENANCE';
}
