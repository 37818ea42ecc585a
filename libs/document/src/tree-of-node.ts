import type { Node } from 'prosemirror-model';
import type { CanonicalNode, CanonicalRun } from './tree.js';

function attributesOf(node: Node): Record<string, string> {
  const id: unknown = node.attrs['id'];
  return typeof id === 'string' ? { id } : {};
}

/** The tree of a ProseMirror node of this schema, as its section document holds it: view state left out, not yet normalised. */
export function treeOfNode(node: Node): CanonicalNode {
  const children: (CanonicalNode | CanonicalRun)[] = [];
  node.forEach((child) => {
    children.push(child.isText ? ['t', child.text ?? '', []] : treeOfNode(child));
  });
  return [node.type.name, attributesOf(node), children];
}
