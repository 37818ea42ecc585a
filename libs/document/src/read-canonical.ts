import { parseJcs, type JsonValue } from '@entente/canonical';
import { err, ok, type DocumentId, type Result } from '@entente/kernel';
import { CANON_FORM, canonicalTextOfTrees } from './canonical-text.js';
import { sectionKindOf } from './section-kind.js';
import { isDocumentId, MAX_BLOCK_DEPTH } from './shape.js';
import type { CanonicalNode, CanonicalRun, CanonicalText, Fault, SectionTree } from './tree.js';

/** Why bytes are not a canonical text. */
export type NotCanonicalText =
  | { readonly code: 'NOT_JCS'; readonly detail: string }
  | { readonly code: 'NOT_THE_FORM'; readonly detail: string }
  | { readonly code: 'REFUSED_CONTENT'; readonly faults: readonly Fault[] }
  | { readonly code: 'NOT_NORMAL' };

const notTheForm = (detail: string): NotCanonicalText => ({ code: 'NOT_THE_FORM', detail });

function asStrings(value: JsonValue | undefined): Record<string, string> | null {
  if (value === undefined || value === null || typeof value !== 'object' || Array.isArray(value)) return null;
  const entries = Object.entries(value);
  return entries.every((entry): entry is [string, string] => typeof entry[1] === 'string')
    ? Object.fromEntries(entries)
    : null;
}

function asRun(value: readonly JsonValue[]): CanonicalRun | null {
  const [tag, words, marks] = value;
  return tag === 't' && typeof words === 'string' && Array.isArray(marks) && marks.length === 0
    ? ['t', words, []]
    : null;
}

/** A node or run of the form, or null where the value has another shape. */
function asChild(value: JsonValue, depth: number): CanonicalNode | CanonicalRun | null {
  if (!Array.isArray(value) || value.length !== 3 || depth > MAX_BLOCK_DEPTH + 2) return null;
  return value[0] === 't' ? asRun(value) : asNode(value, depth);
}

function asNode(value: readonly JsonValue[], depth: number): CanonicalNode | null {
  const [name, attributes, children] = value;
  const record = asStrings(attributes);
  if (typeof name !== 'string' || record === null || !Array.isArray(children)) return null;
  const read: (CanonicalNode | CanonicalRun)[] = [];
  for (const child of children as readonly JsonValue[]) {
    const node = asChild(child, depth + 1);
    if (node === null) return null;
    read.push(node);
  }
  return [name, record, read];
}

function asSection(value: JsonValue): SectionTree | null {
  const node = Array.isArray(value) && value.length === 3 ? asNode(value, 0) : null;
  if (node === null) return null;
  const kind = sectionKindOf(node[0]);
  const { document, ...others } = node[1] as { document?: string };
  if (kind === null || document === undefined || !isDocumentId(document)) return null;
  if (Object.keys(others).length > 0) return null;
  return { document: document as DocumentId, kind, tree: [node[0], {}, node[2]] };
}

function sectionsOf(value: JsonValue): Result<SectionTree[], NotCanonicalText> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return err(notTheForm('top'));
  const { form, sections, ...others } = value as { form?: JsonValue; sections?: JsonValue };
  if (form !== CANON_FORM) return err(notTheForm('form'));
  if (!Array.isArray(sections) || Object.keys(others).length > 0) return err(notTheForm('sections'));
  const read: SectionTree[] = [];
  for (const [index, item] of (sections as readonly JsonValue[]).entries()) {
    const section = asSection(item);
    if (section === null) return err(notTheForm(`sections[${String(index)}]`));
    read.push(section);
  }
  return ok(read);
}

/**
 * Reads bytes of the form `entente-canon/1` and computes every hash of them again. Bytes that are not exactly what the
 * canonical form of their own content would be are refused (SPEC D29).
 */
export function readCanonicalText(bytes: Uint8Array): Result<CanonicalText, NotCanonicalText> {
  const value = parseJcs(bytes);
  if (!value.ok) return err({ code: 'NOT_JCS', detail: value.error.code });
  const sections = sectionsOf(value.value);
  if (!sections.ok) return sections;
  const text = canonicalTextOfTrees(sections.value);
  if (!text.ok) return err({ code: 'REFUSED_CONTENT', faults: text.error });
  // Both are strict canonical JSON of the same structure, so equal length alone would not do: NFC may keep it.
  return sameBytes(bytes, text.value.bytes) ? ok(text.value) : err({ code: 'NOT_NORMAL' });
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
