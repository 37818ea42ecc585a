import type { DocumentKind } from '@entente/document';
import type { DocumentId, PackageId } from '@entente/kernel';

/** One document in this node's memory as an operator may see it: no word of it (S151). */
export interface RoomFacts {
  readonly document: DocumentId;
  /** Null, like `kind`, until the document is read. */
  readonly package: PackageId | null;
  readonly kind: DocumentKind | null;
  readonly state: 'open' | 'closed' | 'paused';
  readonly phase: 'loading' | 'ready' | 'flying' | 'gone';
  /** `seq` of the newest row in memory. */
  readonly head: number;
  readonly members: number;
  /** Updates without a verdict yet. */
  readonly pending: number;
  /** Size of what it was built from: the snapshot it was read from and the rows since. */
  readonly bytes: number;
}
