import { tryEncodeJcs, type JsonValue } from '@entente/canonical';
import {
  hashProvision,
  isSectionKind,
  numberSections,
  sectionKindOf,
  type CanonicalNode,
  type SectionTree,
} from '@entente/document';
import type { DocumentId, Hash } from '@entente/kernel';

/** A provision as a file holds it, whether or not the text around it is in canonical form. */
export interface FoundProvision {
  readonly id: string;
  readonly hash: Hash;
  readonly citation: string;
  /** Ids of the provisions inside it. */
  readonly inside: readonly string[];
}

const isList = (value: JsonValue | undefined): value is readonly JsonValue[] => Array.isArray(value);

function isRecord(value: JsonValue | undefined): value is Record<string, string> {
  if (value === null || typeof value !== 'object' || isList(value)) return false;
  return Object.values(value).every((item) => typeof item === 'string');
}

/** A node as far as its shape allows to walk it; a text that was tampered with need not be in canonical form. */
function asNode(value: JsonValue): CanonicalNode | null {
  if (!isList(value)) return null;
  const [name, attributes, children] = value;
  if (typeof name !== 'string' || name === 't' || !isRecord(attributes) || !isList(children)) return null;
  const read = children.flatMap((child): CanonicalNode[2] => {
    const node = asNode(child);
    if (node !== null) return [node];
    return isList(child) && child[0] === 't' && typeof child[1] === 'string' ? [['t', child[1], []]] : [];
  });
  return [name, attributes, read];
}

function sectionsOf(text: JsonValue): { trees: SectionTree[]; raw: JsonValue[] } {
  const { sections } = (text ?? {}) as { sections?: JsonValue };
  const raw = isList(sections) ? [...sections] : [];
  const trees = raw.flatMap((section, index): SectionTree[] => {
    const tree = asNode(section);
    const kind = tree === null ? null : sectionKindOf(tree[0]);
    if (tree === null || kind === null || !isSectionKind(kind)) return [];
    return [{ document: (tree[1]['document'] ?? `#${String(index)}`) as DocumentId, kind, tree }];
  });
  return { trees, raw };
}

/** Hashes what stands in the file, byte for byte, so that a change shows also where normalising would hide it. */
function hashOfRaw(value: JsonValue): Hash | null {
  return tryEncodeJcs(value).ok ? hashProvision(value as CanonicalNode) : null;
}

function collect(value: JsonValue, into: Map<string, Omit<FoundProvision, 'citation'>>): string[] {
  if (!isList(value)) return [];
  const [name, attributes, children] = value;
  const inside = isList(children) ? children.flatMap((child) => collect(child, into)) : [];
  if (typeof name !== 'string' || !isRecord(attributes)) return inside;
  const id = attributes['id'];
  if (id === undefined) return inside;
  const hash = hashOfRaw(value);
  if (hash !== null && !into.has(id)) into.set(id, { id, hash, inside });
  return [id, ...inside];
}

/** The provisions in the text of a file, in their order, with hashes computed from what stands there. */
export function foundProvisions(text: JsonValue): Map<string, FoundProvision> {
  const { trees, raw } = sectionsOf(text);
  const labels = numberSections(trees);
  const found = new Map<string, Omit<FoundProvision, 'citation'>>();
  for (const section of raw) collect(section, found);
  const inOrder = trees.flatMap(({ tree }) => idsOf(tree)).filter((id) => found.has(id));
  const ids = new Set([...inOrder, ...found.keys()]);
  return new Map(
    [...ids].flatMap((id): [string, FoundProvision][] => {
      const provision = found.get(id);
      if (provision === undefined) return [];
      return [[id, { ...provision, citation: labels.get(id)?.citation ?? id }]];
    }),
  );
}

function idsOf([, attributes, children]: CanonicalNode): string[] {
  const own = attributes['id'];
  const below = children.flatMap((child) => (child[0] === 't' ? [] : idsOf(child as CanonicalNode)));
  return own === undefined ? below : [own, ...below];
}
