/** The kinds of section; each section is one document (DESIGN §9). */
export const SECTION_KINDS = ['title', 'preamble', 'division', 'article', 'annex', 'conclusions'] as const;

export type SectionKind = (typeof SECTION_KINDS)[number];

/** ProseMirror node type of a section of a kind, also the name of its canonical node. */
export type SectionNodeName = `${SectionKind}Section`;

export function sectionNodeName(kind: SectionKind): SectionNodeName {
  return `${kind}Section`;
}

export function isSectionKind(value: string): value is SectionKind {
  return (SECTION_KINDS as readonly string[]).includes(value);
}

/** The kind whose node has this name, or null. */
export function sectionKindOf(nodeName: string): SectionKind | null {
  const kind = nodeName.endsWith('Section') ? nodeName.slice(0, -'Section'.length) : '';
  return isSectionKind(kind) ? kind : null;
}
