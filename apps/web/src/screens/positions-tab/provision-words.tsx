import { blocksOf, type CanonicalNode } from '@entente/document';
import type { ProvisionId } from '@entente/kernel';
import type { ReactNode } from 'react';
import { FrozenBlock } from '../../text/frozen-text.js';
import type { ReadText } from '../../text/read-text.js';

/** The words of one provision as they stand now. */
export function ProvisionWords({ text, provision }: { text: ReadText; provision: ProvisionId }): ReactNode {
  for (const { tree } of text.sections) {
    const node = find(tree, provision);
    if (node !== null) {
      return (
        <blockquote className="legal-text frozen provision-words">
          <FrozenBlock node={node} labels={text.labels} />
        </blockquote>
      );
    }
  }
  return null;
}

function find(node: CanonicalNode, id: string): CanonicalNode | null {
  if (node[1]['id'] === id) return node;
  for (const child of blocksOf(node)) {
    const found = find(child, id);
    if (found !== null) return found;
  }
  return null;
}
