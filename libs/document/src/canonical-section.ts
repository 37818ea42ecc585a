import { err, type DocumentId, type Result } from '@entente/kernel';
import type * as Y from 'yjs';
import { normaliseSection } from './normalise-tree.js';
import { readRoot } from './read-yjs.js';
import type { SectionKind } from './section-kind.js';
import type { CanonicalNode, Fault } from './tree.js';

/** The canonical tree of one section document, or everything in it that has no canonical form. */
export function canonicalSection(
  doc: Y.Doc,
  kind: SectionKind,
  document: DocumentId | null = null,
): Result<CanonicalNode, Fault[]> {
  const place = { document, kind, provision: null };
  const { children, faults } = readRoot(doc, kind, place);
  const section = normaliseSection(children, kind, place);
  if (section.ok) return faults.length > 0 ? err(faults) : section;
  return err([...faults, ...section.error]);
}
