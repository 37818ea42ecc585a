import { canonicalText, isSectionKind, type SectionDocument } from '@entente/document';
import type { Hash } from '@entente/kernel';
import type { PackageConnection } from '@entente/sync/client';

/** Canonical hash of the package as this client holds it. */
export function hashHeldBy(connection: PackageConnection): Hash {
  const sections = connection.sections.map(({ document, kind }): SectionDocument => {
    if (!isSectionKind(kind)) throw new Error(`not a kind of section: ${String(kind)}`);
    return { document, kind, doc: connection.document(document).doc };
  });
  const text = canonicalText(sections);
  if (!text.ok) throw new Error(`no canonical text: ${JSON.stringify(text.error)}`);
  return text.value.textHash;
}
