import { PROVISION_ID, schema, sectionNodeName, type SectionKind } from '@entente/document';
import type { Attrs, Mark, Node, NodeType } from 'prosemirror-model';
import * as Y from 'yjs';
import { markOfKey, markSet } from './marked-runs.js';

/**
 * Which ProseMirror node shows which Yjs type (an array of text nodes for a run): what y-prosemirror's fragment update asks
 * of its map, so that ours may hold its keys weakly.
 */
export interface Mapping {
  get(type: object): Node | Node[] | undefined;
  set(type: object, shown: Node | Node[]): unknown;
  delete(type: object): boolean;
}

type Parent = Y.XmlFragment | Y.XmlElement;

/** The children of a Yjs node that are elements, or null where it holds anything else. */
export function elementsOf(parent: Parent): Y.XmlElement[] | null {
  const elements: Y.XmlElement[] = [];
  for (const child of parent.toArray()) {
    if (!(child instanceof Y.XmlElement)) return null;
    elements.push(child);
  }
  return elements;
}

/** The runs of a Yjs leaf block, or null where it holds anything else. Concurrent typing into an empty block leaves several. */
export function runsOf(parent: Parent): Y.XmlText[] | null {
  const runs: Y.XmlText[] = [];
  for (const child of parent.toArray()) {
    if (!(child instanceof Y.XmlText)) return null;
    runs.push(child);
  }
  return runs;
}

/** The marks of a stretch of words, null where one is no suggestion's. */
function readMarks(attributes: object): readonly Mark[] | null {
  const marks: Mark[] = [];
  for (const [key, value] of Object.entries(attributes)) {
    const mark = value === true ? markOfKey(key) : null;
    if (mark === null) return null;
    marks.push(mark);
  }
  return markSet(marks);
}

function readRun(run: Y.XmlText): Node[] | null {
  const nodes: Node[] = [];
  for (const part of run.toDelta() as { insert: unknown; attributes?: object }[]) {
    const marks = typeof part.insert === 'string' ? readMarks(part.attributes ?? {}) : null;
    if (marks === null) return null;
    nodes.push(schema.text(String(part.insert), marks));
  }
  return nodes;
}

function readAttributes(element: Y.XmlElement, known: Attrs): Attrs | null {
  const attributes = element.getAttributes() as Record<string, unknown>;
  for (const [name, value] of Object.entries(attributes)) {
    if (name !== 'id' || !('id' in known)) return null;
    if (typeof value !== 'string' || !PROVISION_ID.test(value)) return null;
  }
  return attributes;
}

function readLeaf(element: Y.XmlElement, mapping: Mapping): Node[] | null {
  const runs = runsOf(element);
  if (runs === null) return null;
  const nodes: Node[] = [];
  for (const run of runs) {
    const texts = readRun(run);
    if (texts === null) return null;
    nodes.push(...texts);
    // Several runs are shown as one text node: no single run is "the" owner of it, so none is mapped.
    if (runs.length === 1) mapping.set(run, texts);
  }
  return nodes;
}

function readChildren(parent: Parent, mapping: Mapping): Node[] | null {
  const elements = elementsOf(parent);
  if (elements === null) return null;
  const nodes: Node[] = [];
  for (const element of elements) {
    const node = readElement(element, mapping);
    if (node === null) return null;
    nodes.push(node);
  }
  return nodes;
}

const BLOCKS: ReadonlyMap<string, NodeType> = new Map(
  Object.values(schema.nodes).flatMap((type) =>
    type.isBlock && !type.isInGroup('section') ? [[type.name, type] as const] : [],
  ),
);

function readElement(element: Y.XmlElement, mapping: Mapping): Node | null {
  const known = mapping.get(element);
  if (known !== undefined && !Array.isArray(known)) return known;
  const type = BLOCKS.get(element.nodeName);
  if (type === undefined) return null;
  const attributes = readAttributes(element, type.spec.attrs ?? {});
  if (attributes === null) return null;
  const children = type.isTextblock ? readLeaf(element, mapping) : readChildren(element, mapping);
  if (children === null) return null;
  const content = type.create(attributes, children);
  if (!type.validContent(content.content)) return null;
  mapping.set(element, content);
  return content;
}

/**
 * The section node that shows a fragment; null where the fragment holds anything this schema does not know, which is
 * then shown as unreadable and never written. Reads only: y-prosemirror's own reader deletes what it does not know
 * (SECURITY §8 item 8). Types found in `mapping` are taken from there; others are added to it.
 */
export function readSection(
  fragment: Y.XmlFragment,
  kind: SectionKind,
  attributes: Attrs,
  mapping: Mapping,
): Node | null {
  const type = schema.nodes[sectionNodeName(kind)];
  const children = readChildren(fragment, mapping);
  if (children === null) return null;
  const node = type.create(attributes, children);
  return type.validContent(node.content) ? node : null;
}

/**
 * Points the mapping of `parent` and all below at the nodes of the live document. `built` is what was read from Yjs and
 * `live` is equal to it, but ProseMirror made its nodes anew along the edges of what it replaced.
 */
export function repoint(parent: Parent, built: Node, live: Node, mapping: Mapping): void {
  if (parent instanceof Y.XmlElement) mapping.set(parent, live);
  if (built === live) return;
  const children = parent.toArray();
  if (live.isTextblock) {
    const [only] = children;
    if (children.length === 1 && only instanceof Y.XmlText) mapping.set(only, [...live.children]);
    return;
  }
  children.forEach((child, index) => {
    if (child instanceof Y.XmlElement) repoint(child, built.child(index), live.child(index), mapping);
  });
}
