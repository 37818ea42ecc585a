import { err, ok, type DocumentId, type Result } from '@entente/kernel';
import * as Y from 'yjs';
import { updateOf } from './build-section.js';
import { livingAttributes, livingItems } from './read-yjs.js';
import { isSectionKind, type SectionKind } from './section-kind.js';
import { STRUCTURE_ROOT } from './shape.js';

/** One line of the structure document: which document is a section, and of what kind. */
export interface SectionRef {
  readonly document: DocumentId;
  readonly kind: SectionKind;
}

export type StructureRefusal =
  | { readonly code: 'SECTION_UNKNOWN'; readonly document: DocumentId }
  | { readonly code: 'SECTION_PRESENT'; readonly document: DocumentId };

function elementFor({ document, kind }: SectionRef): Y.XmlElement {
  const element = new Y.XmlElement('section');
  element.setAttribute('document', document);
  element.setAttribute('kind', kind);
  return element;
}

function refOf(item: Y.Item): SectionRef | null {
  const type = item.content instanceof Y.ContentType ? item.content.type : null;
  if (!(type instanceof Y.XmlElement)) return null;
  const attributes = new Map(livingAttributes(type));
  const document = attributes.get('document');
  const kind = attributes.get('kind');
  if (typeof document !== 'string' || typeof kind !== 'string' || !isSectionKind(kind)) return null;
  return { document: document as DocumentId, kind };
}

/** The sections of a package in order. Only the server writes the structure document, so each stands there once. */
export function readStructure(doc: Y.Doc): SectionRef[] {
  const sections: SectionRef[] = [];
  for (const item of livingItems(doc.getXmlFragment(STRUCTURE_ROOT))) {
    const ref = refOf(item);
    if (ref !== null) sections.push(ref);
  }
  return sections;
}

/** The update that makes an empty structure document list these sections. */
export function structureFrom(sections: readonly SectionRef[], clientId: number): Uint8Array {
  return updateOf(clientId, (doc) => {
    doc.getXmlFragment(STRUCTURE_ROOT).insert(0, sections.map(elementFor));
  });
}

function indexOf(doc: Y.Doc, document: DocumentId): number {
  return readStructure(doc).findIndex((section) => section.document === document);
}

/** Puts a section at a place, 0 being the first; a place beyond the end is the end. Changes `doc` in one transaction. */
export function insertSection(doc: Y.Doc, section: SectionRef, at: number): Result<void, StructureRefusal> {
  const count = readStructure(doc).length;
  if (indexOf(doc, section.document) >= 0)
    return err({ code: 'SECTION_PRESENT', document: section.document });
  doc.getXmlFragment(STRUCTURE_ROOT).insert(Math.max(0, Math.min(at, count)), [elementFor(section)]);
  return ok(undefined);
}

/** Takes a section out of the order; its document stays in the log. */
export function removeSection(doc: Y.Doc, document: DocumentId): Result<void, StructureRefusal> {
  const at = indexOf(doc, document);
  if (at < 0) return err({ code: 'SECTION_UNKNOWN', document });
  doc.getXmlFragment(STRUCTURE_ROOT).delete(at, 1);
  return ok(undefined);
}

/** Moves a section so that it stands at `to` in the order after the move. */
export function moveSection(doc: Y.Doc, document: DocumentId, to: number): Result<void, StructureRefusal> {
  const sections = readStructure(doc);
  const from = sections.findIndex((section) => section.document === document);
  const section = sections[from];
  if (section === undefined) return err({ code: 'SECTION_UNKNOWN', document });
  const last = sections.length - 1;
  doc.transact(() => {
    const root = doc.getXmlFragment(STRUCTURE_ROOT);
    root.delete(from, 1);
    root.insert(Math.max(0, Math.min(to, last)), [elementFor(section)]);
  });
  return ok(undefined);
}
