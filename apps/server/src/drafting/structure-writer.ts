import { randomBytes, randomUUID } from 'node:crypto';
import {
  checkShape,
  emptySection,
  insertSection,
  moveSection,
  PROVISION_ID_BYTES,
  provisionIdFrom,
  readStructure,
  removeSection,
  structureFrom,
  type DocumentKind,
  type SectionKind,
  type StructureRefusal,
} from '@entente/document';
import { err, ok, type DocumentId, type PackageId, type Result } from '@entente/kernel';
import {
  bindClient,
  chainHash,
  documentOf,
  genesisChain,
  type Append,
  type LoadedDocument,
} from '@entente/sync';
import * as Y from 'yjs';
import type { ArrangeRefusal, Author, NewText } from './drafting.types.js';
import { PostgresLeases } from './postgres-leases.js';
import { PostgresUpdateLog } from './postgres-update-log.js';
import type { Query } from './query.js';
import { systemRandom } from './runtime.js';

/** One update, as the row that follows `after` in its document's log. */
interface Entry {
  readonly document: DocumentId;
  readonly after: { readonly head: number; readonly chain: Uint8Array };
  /** In whose name it was made. */
  readonly client: number;
  readonly update: Uint8Array;
}

/** Writes a package's structure, and the first rows of its documents, inside a transaction of the caller's. */
export class StructureWriter {
  readonly #query: Query;
  readonly #package: PackageId;
  readonly #author: Author;

  constructor(query: Query, packageId: PackageId, author: Author) {
    this.#query = query;
    this.#package = packageId;
    this.#author = author;
  }

  async create({ structure, sections }: NewText): Promise<void> {
    const order = structureFrom(sections, await this.#newClient());
    const documents = [{ document: structure, kind: 'structure' as const, update: order }, ...sections];
    for (const { document, kind } of documents) await this.#insertDocument(document, kind);
    for (const { kind, update } of sections) requireShape(kind, update);
    await this.#bindClients(sections.map(({ update }) => update));
    await this.#append(documents.map(({ document, update }) => firstEntry(document, update)));
  }

  async add(kind: SectionKind, after: DocumentId | null): Promise<Result<DocumentId, ArrangeRefusal>> {
    const document = randomUUID() as DocumentId;
    const arranged = await this.#arrange((doc) => {
      const at = placeAfter(doc, after);
      return at === null ? unknownSection(after) : insertSection(doc, { document, kind }, at);
    });
    if (!arranged.ok) return arranged;
    const clientId = await this.#newClient();
    const newId = (): ReturnType<typeof provisionIdFrom> => provisionIdFrom(randomBytes(PROVISION_ID_BYTES));
    await this.#insertDocument(document, kind);
    await this.#append([firstEntry(document, emptySection(kind, { clientId, newId }))]);
    return ok(document);
  }

  async move(document: DocumentId, after: DocumentId | null): Promise<Result<void, ArrangeRefusal>> {
    return this.#arrange((doc) => {
      const others = readStructure(doc).filter((section) => section.document !== document);
      const at = after === null ? 0 : others.findIndex((section) => section.document === after) + 1;
      const known = after === null || at > 0;
      return known ? moveSection(doc, document, at) : unknownSection(after);
    });
  }

  async remove(document: DocumentId): Promise<Result<void, ArrangeRefusal>> {
    const arranged = await this.#arrange((doc) => removeSection(doc, document));
    if (arranged.ok) {
      await this.#query({
        name: 'document-remove',
        text: 'UPDATE document SET removed = true WHERE id = $1',
        values: [document],
      });
    }
    return arranged;
  }

  /** One change of the structure document, under its lock, as one row of its log. */
  async #arrange(
    change: (doc: Y.Doc) => Result<void, StructureRefusal>,
  ): Promise<Result<void, ArrangeRefusal>> {
    const loaded = await this.#lockStructure();
    if (loaded === undefined) return err({ code: 'NOT_FOUND' });
    if (loaded.state !== 'open')
      return err({ code: loaded.state === 'closed' ? 'DOC_CLOSED' : 'MAINTENANCE' });
    const doc = documentOf(loaded);
    // One writer under a lock, so one client id for all time: a state vector of one entry.
    doc.clientID = loaded.rows[0]?.client ?? (await this.#newClient());
    const updates: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => updates.push(update));
    if (!change(doc).ok) return err({ code: 'NOT_FOUND' });
    if (updates.length > 0) {
      const update = Y.mergeUpdates(updates);
      await this.#append([{ document: loaded.document, after: loaded, client: doc.clientID, update }]);
    }
    return ok(undefined);
  }

  async #lockStructure(): Promise<LoadedDocument | undefined> {
    const [row] = await this.#query<{ id: DocumentId }>({
      name: 'structure-lock',
      text: `SELECT id FROM document WHERE package = $1 AND kind = 'structure' FOR UPDATE`,
      values: [this.#package],
    });
    return row === undefined ? undefined : new PostgresUpdateLog(this.#query).load(row.id, 0);
  }

  async #insertDocument(document: DocumentId, kind: DocumentKind): Promise<void> {
    await this.#query({
      name: 'document-insert',
      text: `INSERT INTO document (id, package, kind, head, chain, last_at)
        VALUES ($1, $2, $3, 0, $4, clock_timestamp())`,
      values: [document, this.#package, kind, Buffer.from(genesisChain(document))],
    });
  }

  async #append(entries: readonly Entry[]): Promise<void> {
    const outcomes = await new PostgresUpdateLog(this.#query).append(
      entries.map((entry) => this.#row(entry)),
    );
    // The transaction holds the locks: anything else is a defect, and rolls it back.
    if (outcomes.some(({ kind }) => kind !== 'recorded'))
      throw new Error('a locked document did not take a row');
  }

  #row({ document, after, client, update }: Entry): Append {
    const { from, to } = Y.parseUpdateMeta(update);
    const facts = {
      seq: after.head + 1,
      author: this.#author.person,
      delegation: this.#author.delegation,
      client,
      bytes: update,
    };
    const clocks = { clockFrom: from.get(client) ?? 0, clockTo: to.get(client) ?? 0 };
    return { document, ...facts, ...clocks, chain: chainHash(after.chain, facts) };
  }

  /** The client ids that a new text was made with are nobody else's from now on. */
  async #bindClients(updates: readonly Uint8Array[]): Promise<void> {
    const leases = new PostgresLeases(this.#query);
    const clients = new Set(updates.flatMap((update) => [...Y.parseUpdateMeta(update).to.keys()]));
    for (const client of clients) await leases.bind(this.#package, client, this.#author);
  }

  async #newClient(): Promise<number> {
    const leases = new PostgresLeases(this.#query);
    return bindClient(leases, systemRandom, this.#package, this.#author);
  }
}

function firstEntry(document: DocumentId, update: Uint8Array): Entry {
  const [client = 0] = Y.parseUpdateMeta(update).to.keys();
  return { document, after: { head: 0, chain: genesisChain(document) }, client, update };
}

function unknownSection(document: DocumentId | null): Result<void, StructureRefusal> {
  if (document === null) throw new Error('the start is always a place');
  return err({ code: 'SECTION_UNKNOWN', document });
}

/** Where a section after `after` stands, 0 for the first; null where there is no such section. */
function placeAfter(doc: Y.Doc, after: DocumentId | null): number | null {
  if (after === null) return 0;
  const at = readStructure(doc).findIndex((section) => section.document === after);
  return at < 0 ? null : at + 1;
}

/** What other features hand in is trusted; that it fits the closed shape is still checked, before every client must read it. */
function requireShape(kind: SectionKind, update: Uint8Array): void {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, update);
  const checked = checkShape(doc, kind);
  if (!checked.ok) throw new Error(`a new ${kind} does not fit its shape: ${checked.error.what}`);
}
