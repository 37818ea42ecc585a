import {
  canonicalSection,
  canonicalTextOfTrees,
  openSuggestions,
  readStructure,
  type CanonicalText,
  type Fault,
  type SectionKind,
  type SectionRef,
  type SectionTree,
} from '@entente/document';
import { err, ok, type DocumentId, type PackageId, type Result } from '@entente/kernel';
import { chainHash, documentOf, genesisChain, type LoadedDocument } from '@entente/sync';
import { PostgresUpdateLog } from './postgres-update-log.js';
import type { Query } from './query.js';

type Tree = Result<Pick<SectionTree, 'tree' | 'suggestions'>, readonly Fault[]>;

interface HeadRow {
  readonly id: DocumentId;
  readonly kind: SectionKind | 'structure';
  readonly head: number;
  readonly open: boolean;
}

/** Trees kept by document, for the head they were read at; enough for some forty packages. */
const KEPT = 3_000;

/** Reads the text of a package from committed rows. */
export class TextReader {
  readonly #kept = new Map<DocumentId, { readonly head: number; readonly tree: Tree }>();

  /** Structure, sections in order, heads and states; undefined where the package has no text. */
  async heads(
    query: Query,
    packageId: PackageId,
  ): Promise<{ structure: HeadRow; sections: (SectionRef & Pick<HeadRow, 'head' | 'open'>)[] } | undefined> {
    const rows = await query<HeadRow>({
      name: 'text-heads',
      text: 'SELECT id, kind, head, open FROM document WHERE package = $1',
      values: [packageId],
    });
    const structure = rows.find(({ kind }) => kind === 'structure');
    if (structure === undefined) return undefined;
    const byId = new Map(rows.map((row) => [row.id, row]));
    const order = readStructure(documentOf(await this.#load(query, structure.id, 'snapshot')));
    return {
      structure,
      sections: order.map((section) => {
        const row = byId.get(section.document);
        if (row === undefined) throw new Error(`a section without a document: ${section.document}`);
        return { ...section, head: row.head, open: row.open };
      }),
    };
  }

  async canonical(query: Query, packageId: PackageId): Promise<Result<CanonicalText, readonly Fault[]>> {
    return canonicalOf(await this.#trees(query, packageId));
  }

  /**
   * Hash of each provision of the sections that have a canonical form. One character that no text may hold takes the hashes of
   * its section away, not those of the whole text: any delegate can type one.
   */
  async provisions(query: Query, packageId: PackageId): Promise<CanonicalText['provisions']> {
    const sections = await this.#trees(query, packageId);
    const text = canonicalOf(sections.filter(({ tree }) => tree.ok));
    return text.ok ? text.value.provisions : new Map();
  }

  async #trees(query: Query, packageId: PackageId): Promise<readonly SectionOfText[]> {
    const sections = (await this.heads(query, packageId))?.sections ?? [];
    const stale = sections.filter(({ document, head }) => this.#kept.get(document)?.head !== head);
    const read = new Map<DocumentId, Tree>();
    const loaded = await new PostgresUpdateLog(query).loadAll(
      stale.map(({ document }) => ({ document, from: 'snapshot' })),
    );
    for (const one of loaded) read.set(one.document, this.#keep(one));
    return sections.map((section) => {
      const tree = read.get(section.document) ?? this.#kept.get(section.document)?.tree;
      if (tree === undefined) throw new Error(`a section without rows: ${section.document}`);
      return { section, tree };
    });
  }

  /** From the first row on, past snapshots and everything kept; throws where a chain is broken or a row is missing. */
  async replayed(query: Query, packageId: PackageId): Promise<Result<CanonicalText, readonly Fault[]>> {
    const text = await this.heads(query, packageId);
    if (text === undefined) return canonicalOf([]);
    const structure = await this.#replay(query, text.structure.id);
    const trees: SectionOfText[] = [];
    for (const section of readStructure(documentOf(structure))) {
      const loaded = await this.#replay(query, section.document);
      trees.push({ section, tree: treeOf(loaded) });
    }
    return canonicalOf(trees);
  }

  #keep(loaded: LoadedDocument): Tree {
    const { document, head } = loaded;
    const tree = treeOf(loaded);
    // Least recently read first, so that the oldest go.
    this.#kept.delete(document);
    this.#kept.set(document, { head, tree });
    for (const [oldest] of this.#kept) {
      if (this.#kept.size <= KEPT) break;
      this.#kept.delete(oldest);
    }
    return tree;
  }

  async #load(query: Query, document: DocumentId, from: number | 'snapshot'): Promise<LoadedDocument> {
    const loaded = await new PostgresUpdateLog(query).load(document, from);
    if (loaded === undefined) throw new Error(`no such document: ${document}`);
    return loaded;
  }

  async #replay(query: Query, document: DocumentId): Promise<LoadedDocument> {
    const loaded = await this.#load(query, document, 0);
    let chain = genesisChain(document);
    let head = 0;
    for (const row of loaded.rows) {
      head += 1;
      chain = chainHash(chain, row);
      if (row.seq !== head || !Buffer.from(chain).equals(row.chain)) {
        throw new Error(`the log of ${document} is broken at row ${String(head)}`);
      }
    }
    if (head !== loaded.head) throw new Error(`the log of ${document} ends before its head`);
    return loaded;
  }
}

interface SectionOfText {
  readonly section: SectionRef;
  readonly tree: Tree;
}

function treeOf(loaded: LoadedDocument): Tree {
  if (loaded.kind === 'structure') throw new Error('the structure document is not a section');
  const doc = documentOf(loaded);
  const tree = canonicalSection(doc, loaded.kind, loaded.document);
  return tree.ok ? ok({ tree: tree.value, suggestions: openSuggestions(doc) }) : tree;
}

function canonicalOf(sections: readonly SectionOfText[]): Result<CanonicalText, readonly Fault[]> {
  const faults: Fault[] = [];
  const trees: SectionTree[] = [];
  for (const { section, tree } of sections) {
    if (tree.ok) trees.push({ ...section, ...tree.value });
    else faults.push(...tree.error);
  }
  return faults.length > 0 ? err(faults) : canonicalTextOfTrees(trees);
}
