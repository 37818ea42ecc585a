import { canonicalText, isSectionKind, type SectionDocument } from '@entente/document';
import type { DocumentId, Hash } from '@entente/kernel';
import type { PackageConnection } from '@entente/sync/client';
import type * as Y from 'yjs';

/** Canonical hash of the package as this client holds it. */
export function hashHeldBy(connection: PackageConnection): Hash {
  return hashOfText(connection, (document) => connection.document(document).doc);
}

/** Canonical hash of the package with the sections that this client knows, each as `docOf` gives it. */
export function hashOfText(connection: PackageConnection, docOf: (document: DocumentId) => Y.Doc): Hash {
  const sections = connection.sections.map(({ document, kind }): SectionDocument => {
    if (!isSectionKind(kind)) throw new Error(`not a kind of section: ${String(kind)}`);
    return { document, kind, doc: docOf(document) };
  });
  const text = canonicalText(sections);
  if (!text.ok) throw new Error(`no canonical text: ${JSON.stringify(text.error)}`);
  return text.value.textHash;
}
