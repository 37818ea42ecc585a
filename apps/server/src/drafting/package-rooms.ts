import type { DocumentKind } from '@entente/document';
import type { DocumentId, PackageId } from '@entente/kernel';

import type { PackageDirectory, PackageFacts } from './drafting.types.js';
import type { Query } from './query.js';

export interface RoomFacts extends PackageFacts {
  /** All documents of the package, those that were taken out of the text included. */
  readonly documents: ReadonlyMap<DocumentId, { readonly kind: DocumentKind; readonly removed: boolean }>;
}

interface DocumentOf extends DocumentRow {
  readonly package: PackageId;
}

interface DocumentRow {
  readonly id: DocumentId;
  readonly kind: DocumentKind;
  readonly removed: boolean;
}

/** A reading of a package that has begun, and the one that those share who asked since. */
interface Underway {
  readonly ended: Promise<void>;
  next: Promise<RoomFacts | undefined> | null;
}

/** What access asks about the packages that live sockets are in, in memory: it is asked for each message. */
export class PackageRooms {
  readonly #query: Query;
  readonly #directory: PackageDirectory;
  readonly #facts = new Map<PackageId, RoomFacts & { turn: number }>();
  readonly #packageOf = new Map<DocumentId, PackageId>();
  readonly #underway = new Map<PackageId, Underway>();
  /** Connections that are in each package, or asking to enter it. */
  readonly #visitors = new Map<PackageId, number>();
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

  /**
   * Reads a package anew, or shares a reading that has not begun yet: a crowd that comes back at once asks twice, not a thousand
   * times. Always the same two questions, so that the time tells nothing of packages one may not know.
   */
  async read(packageId: PackageId): Promise<RoomFacts | undefined> {
    const underway = this.#underway.get(packageId);
    if (underway === undefined) return this.#begin(packageId);
    underway.next ??= underway.ended.then(async () => this.#begin(packageId));
    return underway.next;
  }

  async #begin(packageId: PackageId): Promise<RoomFacts | undefined> {
    const reading = this.#readNow(packageId);
    const ended = reading.then(
      () => undefined,
      () => undefined,
    );
    const underway: Underway = { ended, next: null };
    this.#underway.set(packageId, underway);
    void ended.then(() => {
      if (underway.next === null) this.#underway.delete(packageId);
    });
    return reading;
  }

  async #readNow(packageId: PackageId): Promise<RoomFacts | undefined> {
    this.#turns += 1;
    const turn = this.#turns;
    const [known, rows] = await Promise.all([
      this.#directory.factsOf(packageId),
      this.documentsOf(packageId),
    ]);
    if (known === undefined) return undefined;
    const facts = { turn, ...known, documents: documentsFrom(rows) };
    // Whoever asked may have gone meanwhile, and nobody else would ever let go of them.
    if (!this.#visitors.has(packageId)) return facts;
    this.#keep(packageId, facts);
    return this.#facts.get(packageId);
  }

  /** Reads a package again where it is kept. */
  async reread(packageId: PackageId): Promise<void> {
    if (this.#facts.has(packageId)) await this.read(packageId);
  }

  /** Reads every package that is kept anew, all in two statements; answers those of which something has changed. */
  async sweep(): Promise<readonly PackageId[]> {
    const packages = [...this.#facts.keys()];
    if (packages.length === 0) return [];
    this.#turns += 1;
    const turn = this.#turns;
    const [all, rows] = await Promise.all([
      this.#directory.factsOfAll(packages),
      this.#query<DocumentOf>({
        name: 'rooms-documents',
        text: 'SELECT package, id, kind, removed FROM document WHERE package = ANY ($1::uuid[])',
        values: [packages],
      }),
    ]);
    return packages.filter((packageId) => {
      const known = all.get(packageId);
      const own = rows.filter((row) => row.package === packageId);
      // Nobody may be in it any more since this was asked.
      if (known === undefined || !this.#facts.has(packageId)) return false;
      return this.#keep(packageId, { turn, ...known, documents: documentsFrom(own) });
    });
  }

  /** A connection comes: what is read of the package is kept until the last one has left (S191). */
  enter(packageId: PackageId): void {
    this.#visitors.set(packageId, (this.#visitors.get(packageId) ?? 0) + 1);
  }

  leave(packageId: PackageId): void {
    const left = (this.#visitors.get(packageId) ?? 0) - 1;
    if (left > 0) this.#visitors.set(packageId, left);
    else this.#forget(packageId);
  }

  #forget(packageId: PackageId): void {
    this.#visitors.delete(packageId);
    for (const document of this.#facts.get(packageId)?.documents.keys() ?? [])
      this.#packageOf.delete(document);
    this.#facts.delete(packageId);
  }

  /**
   * Whether something is new. Of two reads that overtake each other the one that began later has seen more. Where nothing is, what
   * was kept stays: every connection holds on to the facts that it was last judged by, and they list the whole package (S173).
   */
  #keep(packageId: PackageId, facts: RoomFacts & { turn: number }): boolean {
    const before = this.#facts.get(packageId);
    if (before !== undefined && before.turn >= facts.turn) return false;
    if (before !== undefined && isSame(before, facts)) {
      before.turn = facts.turn;
      return false;
    }
    this.#facts.set(packageId, facts);
    for (const document of facts.documents.keys()) this.#packageOf.set(document, packageId);
    return true;
  }
}

function documentsFrom(rows: readonly DocumentRow[]): RoomFacts['documents'] {
  return new Map(rows.map(({ id, kind, removed }) => [id, { kind, removed }]));
}

/** As far as access asks. To spell out a package of many sections would take longer than to read it. */
function isSame(before: RoomFacts, { documents, subject, delegationsMay }: RoomFacts): boolean {
  if (before.documents.size !== documents.size || before.delegationsMay !== delegationsMay) return false;
  for (const [id, { kind, removed }] of documents) {
    const known = before.documents.get(id);
    if (known?.kind !== kind || known.removed !== removed) return false;
  }
  return JSON.stringify(before.subject) === JSON.stringify(subject);
}
