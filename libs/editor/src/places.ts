import type { Node, NodeType, ResolvedPos } from 'prosemirror-model';
import type { Command, Selection, Transaction } from 'prosemirror-state';
import { schema, sectionKindOf, type SectionKind } from '@entente/document';
import { isWritable } from './section-places.js';

/** A cursor's surroundings in one section that may be written. */
export interface Around {
  readonly $at: ResolvedPos;
  /** Depth of the textblock. */
  readonly depth: number;
  readonly block: Node;
  /** The node that holds the textblock: a section, paragraph or point. */
  readonly parent: Node;
  readonly kind: SectionKind;
}

/** Where commands act: the selection's head, in a textblock of a section that may be written; else null. */
export function around({ selection }: { readonly selection: Selection }): Around | null {
  const { $head, $from, $to } = selection;
  const $at = $head;
  if ($at.depth < 2 || !$at.parent.isTextblock || $from.index(0) !== $to.index(0)) return null;
  const section = $at.node(1);
  const kind = sectionKindOf(section.type.name);
  if (kind === null || !isWritable(section)) return null;
  return { $at, depth: $at.depth, block: $at.parent, parent: $at.node(-1), kind };
}

export function isContainer(node: Node): boolean {
  return node.type.name === 'paragraph' || node.type.name === 'point';
}

/** Depth of the innermost paragraph or point, or of the block itself where it lies directly in the section. */
export function provisionDepth({ depth, parent }: Around): number {
  return isContainer(parent) ? depth - 1 : depth;
}

/** The block that a section of this kind grows by, empty. */
export function freshBlock(kind: SectionKind): Node {
  switch (kind) {
    case 'preamble':
      return schema.nodes.recital.create();
    case 'article':
      return freshContainer(schema.nodes.paragraph);
    case 'title':
      return schema.nodes.actTitle.create();
    case 'division':
      return schema.nodes.heading.create();
    case 'annex':
    case 'conclusions':
      return schema.nodes.p.create();
  }
}

/** A paragraph or point with one empty text. */
export function freshContainer(type: NodeType): Node {
  return type.create(null, schema.nodes.p.create());
}

/** Changes a transaction as one act of the person; false where it cannot act, and then nothing changed. */
export type Act = (tr: Transaction) => boolean;

export function asCommand(act: Act): Command {
  return (state, dispatch) => {
    const tr = state.tr;
    if (!act(tr)) return false;
    dispatch?.(tr.scrollIntoView());
    return true;
  };
}
