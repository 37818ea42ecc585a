import type { Node } from 'prosemirror-model';
import type { CanonicalNode, CanonicalRun } from './tree.js';

function attributesOf(node: Node): Record<string, string> {
  const id: unknown = node.attrs['id'];
  return typeof id === 'string' ? { id } : {};
}

function isSuggested(text: Node): boolean {
  return text.marks.some(({ type }) => type.name === 'insertion');
}

/**
 * The tree of a ProseMirror node of this schema as its section document holds it: view state and suggested insertions left
 * out, not yet normalised.
 */
export function treeOfNode(node: Node): CanonicalNode {
  const children: (CanonicalNode | CanonicalRun)[] = [];
  node.forEach((child) => {
    if (!child.isText) children.push(treeOfNode(child));
    else if (!isSuggested(child)) children.push(['t', child.text ?? '', []]);
  });
  return [node.type.name, attributesOf(node), children];
}
