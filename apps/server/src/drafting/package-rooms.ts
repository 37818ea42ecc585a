import type { DocumentKind } from '@entente/document';
import type { DocumentId, PackageId } from '@entente/kernel';

import type { PackageDirectory, PackageFacts } from './drafting.types.js';
import type { Query } from './query.js';

export interface RoomFacts extends PackageFacts {
  /** All documents of the package, those that were taken out of the text included. */
  readonly documents: ReadonlyMap<DocumentId, { readonly kind: DocumentKind; readonly removed: boolean }>;
}

interface DocumentRow {
  readonly id: DocumentId;
  readonly kind: DocumentKind;
  readonly removed: boolean;
}

/** What access asks about the packages that live sockets are in, in memory: it is asked for each message. */
export class PackageRooms {
  readonly #query: Query;
  readonly #directory: PackageDirectory;
  readonly #facts = new Map<PackageId, RoomFacts & { readonly turn: number }>();
  readonly #packageOf = new Map<DocumentId, PackageId>();
  #turns = 0;

  constructor(query: Query, directory: PackageDirectory) {
    this.#query = query;
    this.#directory = directory;
  }

  facts(packageId: PackageId): RoomFacts | undefined {
    return this.#facts.get(packageId);
  }

  factsOf(document: DocumentId): RoomFacts | undefined {
    const packageId = this.#packageOf.get(document);
    return packageId === undefined ? undefined : this.#facts.get(packageId);
  }

  /** Every document of a package, whether anybody is in it or not. */
  async documentsOf(packageId: PackageId): Promise<readonly DocumentRow[]> {
    return this.#query<DocumentRow>({
      name: 'room-documents',
      text: 'SELECT id, kind, removed FROM document WHERE package = $1',
      values: [packageId],
    });
  }

  /** Reads a package anew. Always the same two questions, so that the time tells nothing of packages one may not know. */
  async read(packageId: PackageId): Promise<RoomFacts | undefined> {
    this.#turns += 1;
    const turn = this.#turns;
    const [known, rows] = await Promise.all([
      this.#directory.factsOf(packageId),
      this.documentsOf(packageId),
    ]);
    if (known === undefined) return undefined;
    const facts = { turn, ...known, documents: new Map(rows.map(({ id, ...document }) => [id, document])) };
    // Of two reads that overtake each other the one that began later has seen more.
    if ((this.#facts.get(packageId)?.turn ?? 0) < turn) {
      this.#facts.set(packageId, facts);
      for (const { id } of rows) this.#packageOf.set(id, packageId);
    }
    return facts;
  }

  /** Nobody is in the package any more. */
  forget(packageId: PackageId): void {
    for (const document of this.#facts.get(packageId)?.documents.keys() ?? [])
      this.#packageOf.delete(document);
    this.#facts.delete(packageId);
  }
}
