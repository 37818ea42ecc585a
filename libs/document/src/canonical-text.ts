import { encodeJcs, hashOf, type JsonValue } from '@entente/canonical';
import { err, ok, type DocumentId, type Hash, type ProvisionId, type Result } from '@entente/kernel';
import type * as Y from 'yjs';
import { canonicalSection } from './canonical-section.js';
import { freezeFaultsOf } from './freeze-faults.js';
import { normaliseSection } from './normalise-tree.js';
import { sectionNodeName, type SectionKind } from './section-kind.js';
import { openSuggestions } from './suggestions.js';
import type { CanonicalNode, CanonicalText, Fault, SectionTree } from './tree.js';
import { allBlocks, idOf } from './walk-tree.js';

/** Name of the form, inside the bytes it names. */
export const CANON_FORM = 'entente-canon/1';
const PROVISION_FORM = 'entente-provision/1';

/** One section document of a package, in the package's order. */
export interface SectionDocument {
  readonly document: DocumentId;
  readonly kind: SectionKind;
  readonly doc: Y.Doc;
}

/**
 * The hash of a provision's node with everything in it. The form's name is part of what is hashed, so that no hash of one
 * thing is the hash of another (SPEC D27).
 */
export function hashProvision(node: CanonicalNode): Hash {
  return hashOf(encodeJcs([PROVISION_FORM, node as JsonValue]));
}

function withDocument({ document, tree }: SectionTree): CanonicalNode {
  return [tree[0], { document }, tree[2]];
}

function build(sections: readonly SectionTree[]): CanonicalText {
  const provisions = new Map<ProvisionId, Hash>();
  for (const { tree } of sections) {
    for (const block of allBlocks(tree)) {
      const id = idOf(block) as ProvisionId | null;
      if (id !== null && !provisions.has(id)) provisions.set(id, hashProvision(block));
    }
  }
  const bytes = encodeJcs({ form: CANON_FORM, sections: sections.map(withDocument) as JsonValue[] });
  const freezeFaults = freezeFaultsOf(sections);
  return { bytes, textHash: hashOf(bytes), sections, provisions, freezeFaults };
}

interface Normalised {
  readonly document: DocumentId;
  readonly kind: SectionKind;
  readonly tree: Result<CanonicalNode, Fault[]>;
  readonly suggestions: NonNullable<SectionTree['suggestions']>;
}

function combine(parts: readonly Normalised[]): Result<CanonicalText, Fault[]> {
  const sections: SectionTree[] = [];
  const faults: Fault[] = [];
  for (const { document, kind, tree, suggestions } of parts) {
    if (tree.ok) sections.push({ document, kind, tree: tree.value, suggestions });
    else faults.push(...tree.error);
  }
  return faults.length > 0 ? err(faults) : ok(build(sections));
}

/** The canonical text of a package from its live section documents in order, or every fault that refuses it. */
export function canonicalText(sections: readonly SectionDocument[]): Result<CanonicalText, Fault[]> {
  return combine(
    sections.map(({ document, kind, doc }) => ({
      document,
      kind,
      tree: canonicalSection(doc, kind, document),
      suggestions: openSuggestions(doc),
    })),
  );
}

function normaliseTree({ document, kind, tree }: SectionTree): Result<CanonicalNode, Fault[]> {
  const place = { document, kind, provision: null };
  if (tree[0] === sectionNodeName(kind)) return normaliseSection(tree[2], kind, place);
  return err([{ ...place, code: 'NODE_UNKNOWN', detail: tree[0] }]);
}

/** The canonical text of sections that are trees already: an imported act, a frozen version read again. */
export function canonicalTextOfTrees(sections: readonly SectionTree[]): Result<CanonicalText, Fault[]> {
  return combine(
    sections.map((section) => ({
      document: section.document,
      kind: section.kind,
      tree: normaliseTree(section),
      suggestions: section.suggestions ?? [],
    })),
  );
}
