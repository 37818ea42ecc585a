import type { DelegationCode } from '@entente/kernel';
import type { Node, ResolvedPos } from 'prosemirror-model';

/** Where a section stands in the editor's document. */
export interface SectionPlace {
  readonly index: number;
  /** Position before the section node. */
  readonly pos: number;
  readonly node: Node;
}

export function sectionPlaces(doc: Node): SectionPlace[] {
  const places: SectionPlace[] = [];
  doc.forEach((node, pos, index) => places.push({ index, pos, node }));
  return places;
}

/** The section a position lies in; null between sections. */
export function sectionAround($pos: ResolvedPos): SectionPlace | null {
  if ($pos.depth === 0) return null;
  return { index: $pos.index(0), pos: $pos.before(1), node: $pos.node(1) };
}

export function documentOf(section: Node): string {
  return String(section.attrs['document']);
}

export function isWritable(section: Node): boolean {
  return section.attrs['access'] === 'write';
}

/** Whether the person suggests here: what they type and delete is marked. */
export function isSuggesting(section: Node): boolean {
  return section.attrs['access'] === 'suggest';
}

/** Whether anything the person does here reaches the document, as text or as a suggestion. */
export function isEditable(section: Node): boolean {
  return isWritable(section) || isSuggesting(section);
}

/** The delegation in whose name one suggests here. */
export function speakerOf(section: Node): DelegationCode {
  return String(section.attrs['speaker']) as DelegationCode;
}
