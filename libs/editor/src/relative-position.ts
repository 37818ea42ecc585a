import type { Node } from 'prosemirror-model';
import * as Y from 'yjs';
import { elementsOf, runsOf } from './read-section.js';

type Parent = Y.XmlFragment | Y.XmlElement;

function inRuns(leaf: Parent, offset: number): Y.RelativePosition {
  let rest = offset;
  for (const run of runsOf(leaf) ?? []) {
    // A position holds on to the character before it, so that others' words land after it: two people who type at one
    // place would else carry each other's carets along, and their letters would alternate.
    if (rest <= run.length) return Y.createRelativePositionFromTypeIndex(run, rest, rest > 0 ? -1 : 0);
    rest -= run.length;
  }
  return Y.createRelativePositionFromTypeIndex(leaf, 0);
}

/** A place in a section's content (0 is before its first child) as a Yjs relative position. */
export function toRelative(fragment: Y.XmlFragment, section: Node, offset: number): Y.RelativePosition {
  let parent: Parent = fragment;
  let node = section;
  let rest = offset;
  while (!node.isTextblock) {
    let index = 0;
    while (index < node.childCount && rest >= node.child(index).nodeSize) {
      rest -= node.child(index).nodeSize;
      index += 1;
    }
    const element: Y.XmlElement | undefined = elementsOf(parent)?.[index];
    if (rest === 0 || element === undefined) return Y.createRelativePositionFromTypeIndex(parent, index);
    node = node.child(index);
    parent = element;
    rest -= 1;
  }
  return inRuns(parent, rest);
}

/** Indices of children from the fragment down to `type`; null where it is no longer in the document. */
function pathTo(fragment: Y.XmlFragment, type: Parent): number[] | null {
  const path: number[] = [];
  let current: Parent = type;
  while (current !== fragment) {
    const parent: unknown = current.parent;
    if (!(parent instanceof Y.XmlFragment)) return null;
    const index = parent.toArray().indexOf(current as Y.XmlElement);
    if (index < 0) return null;
    path.push(index);
    current = parent;
  }
  return path.reverse();
}

function offsetOf(node: Node, index: number): number {
  let offset = 0;
  for (const child of node.children.slice(0, index)) offset += child.nodeSize;
  return offset;
}

/** Start of the content at `path`, and the node there; null where the shown section has no such node. */
function contentAt(section: Node, path: readonly number[]): { node: Node; start: number } | null {
  let node = section;
  let start = 0;
  for (const index of path) {
    if (node.isTextblock || index >= node.childCount) return null;
    start += offsetOf(node, index) + 1;
    node = node.child(index);
  }
  return { node, start };
}

function wordsBefore(leaf: Parent, run: Y.XmlText): number {
  let words = 0;
  for (const other of runsOf(leaf) ?? []) {
    if (other === run) return words;
    words += other.length;
  }
  return words;
}

/** The place in a section's content that a relative position names; null where what it named is gone. */
export function fromRelative(
  fragment: Y.XmlFragment,
  section: Node,
  position: Y.RelativePosition,
): number | null {
  const doc = fragment.doc;
  const place = doc === null ? null : Y.createAbsolutePositionFromRelativePosition(position, doc);
  if (place === null) return null;
  const type: unknown = place.type;
  const run = type instanceof Y.XmlText ? type : null;
  const parent: unknown = run === null ? type : run.parent;
  if (!(parent instanceof Y.XmlFragment)) return null;
  const path = pathTo(fragment, parent);
  const at = path === null ? null : contentAt(section, path);
  if (at === null) return null;
  const inside = run === null ? offsetOf(at.node, place.index) : wordsBefore(parent, run) + place.index;
  return at.start + Math.min(inside, at.node.content.size);
}
