import { CONTENT_ROOT, schema, sectionNodeName, type SectionKind } from '@entente/document';
import type { DelegationCode, DocumentId } from '@entente/kernel';
import type { Node } from 'prosemirror-model';
import type { Step } from 'prosemirror-transform';
import * as Y from 'yjs';
import { leastChange } from './least-change.js';
import { readSection, repoint, type Mapping } from './read-section.js';
import { fromRelative, toRelative } from './relative-position.js';
import type { Access, SectionSource } from './types.js';
import { writeSection } from './write-section.js';

/** One section document and the node that shows it. It knows nothing of the other sections, nor where it stands. */
export class SectionBinding {
  readonly document: DocumentId;
  readonly kind: SectionKind;
  readonly doc: Y.Doc;
  readonly fragment: Y.XmlFragment;
  /** Yjs origin of what is written here; of no other section, so that undo histories stay apart. */
  readonly origin: object = { editor: 'local' };
  /** In whose name one suggests here. */
  readonly speaker: DelegationCode;
  private allowed: Access;
  /** How the person edited here last; what was done in one way is not undone in the other. */
  private edits: Access | null = null;
  private mapping: Mapping = new WeakMap();
  private unreadable = false;

  constructor(source: SectionSource, speaker = '' as DelegationCode) {
    this.speaker = speaker;
    this.document = source.document;
    this.kind = source.kind;
    this.doc = source.doc;
    this.allowed = source.access;
    this.fragment = source.doc.getXmlFragment(CONTENT_ROOT);
  }

  /** The document holds what this schema cannot show (SECURITY §8 item 8). */
  get isUnreadable(): boolean {
    return this.unreadable;
  }

  /** What the host allows; an unreadable section is read-only whatever this says. */
  get access(): Access {
    return this.allowed;
  }

  /** Takes what the host allows; true where it turns writing into suggesting, or back. */
  allow(access: Access): boolean {
    this.allowed = access;
    if (access !== 'write' && access !== 'suggest') return false;
    const turns = this.edits !== null && this.edits !== access;
    this.edits = access;
    return turns;
  }

  /** What the person can do here as the section stands. */
  get shownAccess(): Access {
    const nobody = this.allowed === 'suggest' && this.speaker === '';
    return this.unreadable || nobody ? 'read' : this.allowed;
  }

  /** Whether this person's edits may reach the document now, as text or as suggestions. */
  get isWritable(): boolean {
    return this.shownAccess === 'write' || this.shownAccess === 'suggest';
  }

  /** The section node as the document has it now. */
  read(): Node {
    const attributes = { document: this.document, access: 'read', speaker: this.speaker };
    const node = readSection(this.fragment, this.kind, attributes, this.mapping);
    this.unreadable = node === null;
    const shown = node ?? schema.nodes[sectionNodeName(this.kind)].create(attributes);
    return shown.type.create({ ...attributes, access: this.shownAccess }, shown.content);
  }

  /** Forgets what showed the types that a Yjs transaction touched, so that the next `read` builds them anew. */
  invalidate(transaction: Y.Transaction): void {
    for (const type of transaction.changed.keys()) this.mapping.delete(type);
    for (const type of transaction.changedParentTypes.keys()) this.mapping.delete(type);
  }

  /** The steps from what is shown to what the document has; `start` is where the section's content starts. */
  stepsFrom(live: Node, built: Node, start: number): Step[] {
    return leastChange(live, built, start);
  }

  /** Tells which nodes of the live document show what was built; call after the steps are applied. */
  adopt(built: Node, live: Node): void {
    if (!this.unreadable) repoint(this.fragment, built, live, this.mapping);
  }

  /** Brings the document to what is shown. Does nothing where it may not be written. */
  write(section: Node): void {
    if (this.isWritable) writeSection(this.fragment, section, this.mapping, this.origin);
  }

  /** All words of the document, a line a block, for a section that cannot be shown as structure. */
  plainWords(): string {
    return wordsOf(this.fragment)
      .filter((line) => line !== '')
      .join('\n');
  }

  toRelative(section: Node, offset: number): Y.RelativePosition {
    return toRelative(this.fragment, section, offset);
  }

  fromRelative(section: Node, position: Y.RelativePosition): number | null {
    return fromRelative(this.fragment, section, position);
  }
}

function wordsOf(parent: Y.XmlFragment | Y.XmlElement): string[] {
  const children = parent.toArray();
  const runs = children.filter((child) => child instanceof Y.XmlText);
  if (runs.length > 0) return [runs.map((run) => String(run.toJSON())).join('')];
  return children.flatMap((child) => (child instanceof Y.XmlElement ? wordsOf(child) : []));
}
