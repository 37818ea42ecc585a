import * as Y from 'yjs';
import { assertNever, type ProvisionId } from '@entente/kernel';
import { isRun } from './normalise-tree.js';
import { sectionNodeName, type SectionKind } from './section-kind.js';
import { CONTENT_ROOT } from './shape.js';
import type { CanonicalNode } from './tree.js';

/** Who writes new content: a leased client id, and where new provision ids come from. */
export interface NewContent {
  /** A Yjs client id that the caller has leased for this document; positive, below 2^32. */
  readonly clientId: number;
  readonly newId: () => ProvisionId;
}

/** A detached element that holds a node. */
export function elementOf(node: CanonicalNode): Y.XmlElement {
  const [name, attributes, children] = node;
  const element = new Y.XmlElement(name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  element.insert(
    0,
    children.map((child) => (isRun(child) ? new Y.XmlText(child[1]) : elementOf(child))),
  );
  return element;
}

/** The update bytes (version 1) that make a new document hold what `write` puts into it. */
export function updateOf(clientId: number, write: (doc: Y.Doc) => void): Uint8Array {
  // The guid is never sent: naming it only keeps Yjs from drawing a random one.
  const doc = new Y.Doc({ guid: 'new' });
  doc.clientID = clientId;
  doc.transact(() => {
    write(doc);
  });
  const update = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return update;
}

/** The update that makes an empty section document hold a section's tree (its root is the section node). */
export function sectionFromTree(tree: CanonicalNode, clientId: number): Uint8Array {
  return updateOf(clientId, (doc) => {
    doc.getXmlFragment(CONTENT_ROOT).insert(
      0,
      tree[2].flatMap((child) => (isRun(child) ? [] : [elementOf(child)])),
    );
  });
}

const EMPTY_P: CanonicalNode = ['p', {}, []];

function emptyBlocks(kind: SectionKind, newId: () => ProvisionId): CanonicalNode[] {
  const heading = (): CanonicalNode => ['heading', { id: newId() }, []];
  switch (kind) {
    case 'title':
      return [['actTitle', {}, []]];
    case 'preamble':
      return [['recital', { id: newId() }, []]];
    case 'division':
      return [heading()];
    case 'article':
      return [heading(), ['paragraph', { id: newId() }, [EMPTY_P]]];
    case 'annex':
      return [heading(), ['p', { id: newId() }, []]];
    case 'conclusions':
      return [['p', { id: newId() }, []]];
    default:
      return assertNever(kind);
  }
}

/** The tree of a new section that one can start to type in. */
export function emptySectionTree(kind: SectionKind, newId: () => ProvisionId): CanonicalNode {
  return [sectionNodeName(kind), {}, emptyBlocks(kind, newId)];
}

/** The update that makes an empty section document a new section of a kind. */
export function emptySection(kind: SectionKind, { clientId, newId }: NewContent): Uint8Array {
  return sectionFromTree(emptySectionTree(kind, newId), clientId);
}
