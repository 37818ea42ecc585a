import { sectionKindOf } from '@entente/document';
import type { Node } from 'prosemirror-model';
import { Plugin } from 'prosemirror-state';
import { Decoration, DecorationSet } from 'prosemirror-view';
import { isContainer } from './places.js';
import { isEditable, sectionPlaces } from './section-places.js';
import type { EditorLabels, EmptyBlock } from './types.js';

interface Empty {
  /** Offset of the block in its section's content. */
  readonly offset: number;
  readonly size: number;
  readonly block: EmptyBlock;
}

function blockOf(node: Node, index: number, parent: Node): EmptyBlock | null {
  switch (node.type.name) {
    case 'actTitle':
    case 'heading':
    case 'recital':
    case 'citation':
      return node.type.name;
    case 'p':
      return isContainer(parent) && index === 0 ? (parent.type.name as 'paragraph' | 'point') : 'p';
    default:
      return null;
  }
}

const known = new WeakMap<Node, readonly Empty[]>();

function emptiesOf(section: Node): readonly Empty[] {
  const cached = known.get(section);
  if (cached !== undefined) return cached;
  const empties: Empty[] = [];
  section.descendants((node, offset, parent, index) => {
    const block =
      node.isTextblock && node.childCount === 0 && parent !== null ? blockOf(node, index, parent) : null;
    if (block !== null) empties.push({ offset, size: node.nodeSize, block });
    return !node.isTextblock;
  });
  known.set(section, empties);
  return empties;
}

function invitations(doc: Node, words: EditorLabels): Decoration[] {
  return sectionPlaces(doc).flatMap(({ node, pos }) => {
    const kind = sectionKindOf(node.type.name);
    if (kind === null || !isEditable(node)) return [];
    return emptiesOf(node).map(({ offset, size, block }) => {
      const from = pos + 1 + offset;
      const placeholder = words.placeholder(block, kind);
      return Decoration.node(from, from + size, {
        class: 'entente-placeholder',
        'data-placeholder': placeholder,
      });
    });
  });
}

/** Says in an empty block of a section that may be written what it waits for: generated content, no part of the text. */
export function showPlaceholders(words: EditorLabels): Plugin {
  return new Plugin({
    props: { decorations: ({ doc }) => DecorationSet.create(doc, invitations(doc, words)) },
  });
}
