import { numberSections, sectionNodeName, type CanonicalNode, type SectionKind } from '@entente/document';
import type { DocumentId } from '@entente/kernel';
import { wordsOf } from './akn-words.js';
import type { ImportContext } from './import-context.js';
import type { ImportedSection } from './imported-act.js';
import type { XmlElement } from './read-xml.js';

/** The sections of an act as they are found, and the numbers that the file gives them. */
export class ImportedSections {
  readonly context: ImportContext;
  readonly #sections: ImportedSection[] = [];

  constructor(context: ImportContext) {
    this.context = context;
  }

  /** Adds a section; `num` is the number that the file gives it. */
  add(kind: SectionKind, children: readonly CanonicalNode[], num?: XmlElement): void {
    const key = String(this.#sections.length);
    if (num !== undefined) this.context.number(key, num, wordsOf(num, this.context));
    this.#sections.push({ kind, tree: [sectionNodeName(kind), {}, children] });
  }

  all(): readonly ImportedSection[] {
    return this.#sections;
  }

  /** Reports each number of the file that differs from the one computed here. */
  reportNumbers(): void {
    // A section has no document yet; its place stands for it.
    const labels = numberSections(
      this.#sections.map(({ kind, tree }, index) => ({ document: String(index) as DocumentId, kind, tree })),
    );
    for (const { key, number, line, element } of this.context.numbers) {
      const marker = labels.get(key)?.marker ?? '';
      if (comparable(number) === comparable(marker)) continue;
      const now = marker === '' ? 'it is not numbered here' : `here it is “${marker}”`;
      this.context.notes.push({
        line,
        element,
        message: `Numbered “${number}” in the file; ${now}.`,
        kept: 'nothing',
      });
    }
  }
}

/** Numbers are the same if they differ in spaces, capitals or a final stop only. */
function comparable(number: string): string {
  return number.replace(/\s+/gu, '').replace(/\.$/, '').toLowerCase();
}
