import type { ProvisionId } from '@entente/kernel';
import type { ResolvedPos } from 'prosemirror-model';
import type { EditorState } from 'prosemirror-state';
import * as Y from 'yjs';
import type { CompositeBinding } from './composite-binding.js';
import { documentOf, sectionAround } from './section-places.js';
import type { CursorPosition } from './types.js';

function provisionAt($pos: ResolvedPos): ProvisionId | null {
  for (let depth = $pos.depth; depth > 1; depth -= 1) {
    const id: unknown = $pos.node(depth).attrs['id'];
    if (typeof id === 'string') return id as ProvisionId;
  }
  return null;
}

/** The caret as others are told of it; a selection that began in another section is told as a caret at its head. */
export function cursorIn(state: EditorState, binding: CompositeBinding): CursorPosition | null {
  const { $head, $anchor } = state.selection;
  const place = sectionAround($head);
  const section = place === null ? null : binding.section(documentOf(place.node));
  if (place === null || section === null) return null;
  const encode = (pos: number): Uint8Array =>
    Y.encodeRelativePosition(section.toRelative(place.node, pos - place.pos - 1));
  const sameSection = $anchor.depth > 0 && $anchor.index(0) === place.index;
  return {
    document: section.document,
    anchor: encode(sameSection ? $anchor.pos : $head.pos),
    head: encode($head.pos),
    provision: provisionAt($head),
  };
}

function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}

export function sameCursor(one: CursorPosition | null, other: CursorPosition | null): boolean {
  if (one === null || other === null) return one === other;
  return (
    one.document === other.document &&
    one.provision === other.provision &&
    sameBytes(one.anchor, other.anchor) &&
    sameBytes(one.head, other.head)
  );
}
