import {
  emptySectionTree,
  provisionIdFrom,
  sectionFromTree,
  PROVISION_ID_BYTES,
  type CanonicalNode,
  type SectionKind,
} from '@entente/document';
import type { DocumentId, ProvisionId } from '@entente/kernel';
import { randomBytes, randomUUID } from 'node:crypto';
import type { NewText } from '../drafting/index.js';

const newId = (): ProvisionId => provisionIdFrom(randomBytes(PROVISION_ID_BYTES));

/** A new package's text from trees, each section with a document of its own, in the name of one Yjs client. */
export function textOf(
  sections: readonly { readonly kind: SectionKind; readonly tree: CanonicalNode }[],
): Omit<NewText, 'package'> {
  // One id for the whole text: what a delegate's connection is leased later is drawn apart from it.
  const clientId = randomBytes(4).readUInt32BE() || 1;
  return {
    structure: randomUUID() as DocumentId,
    sections: sections.map(({ kind, tree }) => ({
      document: randomUUID() as DocumentId,
      kind,
      update: sectionFromTree(tree, clientId),
    })),
  };
}

/** What a new package begins with: its title, an empty preamble, one article, conclusions. */
export function emptyText(title: string): Omit<NewText, 'package'> {
  const actTitle: CanonicalNode = ['titleSection', {}, [['actTitle', {}, [['t', title, []]]]]];
  const rest: readonly SectionKind[] = ['preamble', 'article', 'conclusions'];
  return textOf([
    { kind: 'title', tree: actTitle },
    ...rest.map((kind) => ({ kind, tree: emptySectionTree(kind, newId) })),
  ]);
}
