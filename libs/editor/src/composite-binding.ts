import { schema } from '@entente/document';
import type { DelegationCode, DocumentId } from '@entente/kernel';
import type { Node } from 'prosemirror-model';
import { Selection, TextSelection, type Transaction } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import type * as Y from 'yjs';
import { keptSelection } from './kept-selection.js';
import { SectionBinding } from './section-binding.js';
import { documentOf, sectionPlaces } from './section-places.js';
import { isFromDocuments, markFromDocuments } from './transaction-source.js';
import type { Access, EditorNotice, SectionSource } from './types.js';
import { TypingRun } from './typing-run.js';
import { UndoHistory } from './undo-history.js';

/** A selection end that lies in the section about to change. */
interface Anchored {
  readonly section: SectionBinding;
  readonly anchor: Y.RelativePosition | null;
  readonly head: Y.RelativePosition | null;
}

/**
 * Keeps many section documents and one ProseMirror document equal, at every moment between two calls (DESIGN §9):
 * what is typed is written before the dispatch returns, what arrives is shown before the Yjs transaction ends. A binding
 * that lets the two differ deletes the others' words at the next keystroke.
 */
export class CompositeBinding {
  readonly history: UndoHistory;
  private sections: SectionBinding[] = [];
  private readonly listeners = new Map<SectionBinding, () => void>();
  private readonly speaker: DelegationCode;
  private readonly notify: (notice: EditorNotice) => void;
  private view: EditorView | null = null;
  /** True while local changes go out: what arrives meanwhile is shown right after, not in between. */
  private writing = false;
  private readonly late = new Map<SectionBinding, boolean>();
  private anchored: Anchored | null = null;
  private readonly typing = new TypingRun();

  constructor(notify: (notice: EditorNotice) => void, speaker: DelegationCode) {
    this.speaker = speaker;
    this.notify = notify;
    this.history = new UndoHistory((section) => {
      notify({ code: 'UNDO_CLEARED', document: section.document });
    });
  }

  attach(view: EditorView): void {
    this.view = view;
  }

  all(): readonly SectionBinding[] {
    return this.sections;
  }

  section(document: string): SectionBinding | null {
    return this.sections.find((section) => section.document === document) ?? null;
  }

  /** Binds to exactly these sections and answers the document that shows them. */
  bind(sources: readonly SectionSource[]): Node {
    const before = this.sections;
    this.sections = sources.map((source) => {
      const known = before.find(({ document, doc }) => document === source.document && doc === source.doc);
      const section = known ?? this.listen(new SectionBinding(source, this.speaker));
      if (section.allow(source.access)) this.history.reset(section);
      return section;
    });
    for (const section of before) {
      if (!this.sections.includes(section)) this.release(section);
    }
    const nodes = this.sections.map((section) => this.read(section));
    return schema.topNodeType.create(null, nodes);
  }

  /** Replaces the sections of the view; kept ones keep the nodes that did not change. */
  setSections(sources: readonly SectionSource[]): void {
    const view = this.attached();
    const doc = this.bind(sources);
    const tr = markFromDocuments(view.state.tr).replaceWith(0, view.state.doc.content.size, doc.children);
    const selection = keptSelection(view.state.selection, tr.doc);
    view.dispatch(selection === null ? tr : tr.setSelection(selection));
    this.adoptAll(view.state.doc, doc);
  }

  /** After the first state was made from `bind`'s answer the live nodes are the built ones; after a replace, maybe not. */
  private adoptAll(live: Node, built: Node): void {
    this.sections.forEach((section, index) => {
      section.adopt(built.child(index), live.child(index));
    });
  }

  setAccess(document: DocumentId, access: Access): void {
    const section = this.section(document);
    if (section === null || section.access === access) return;
    if (section.allow(access)) this.history.reset(section);
    this.showAccess(section);
  }

  private showAccess(section: SectionBinding): void {
    const { state } = this.attached();
    const place = sectionPlaces(state.doc).find(({ node }) => documentOf(node) === section.document);
    const access = section.shownAccess;
    if (place === undefined || place.node.attrs['access'] === access) return;
    const tr = markFromDocuments(state.tr).setNodeAttribute(place.pos, 'access', access);
    this.attached().dispatch(tr);
  }

  /** Writes what a dispatch changed to the documents; call once the view shows it. */
  written(before: Node, after: Node, transactions: readonly Transaction[]): void {
    if (before === after) return;
    const continues = this.typing.goesOn(transactions);
    if (transactions.some(isFromDocuments)) return;
    const changed = this.sections.filter(
      (section, index) => section.isWritable && before.maybeChild(index) !== after.maybeChild(index),
    );
    this.history.editing(changed, continues);
    this.writing = true;
    try {
      for (const section of changed) section.write(after.child(this.sections.indexOf(section)));
    } finally {
      this.writing = false;
    }
    const late = [...this.late];
    this.late.clear();
    for (const [section, undone] of late) this.show(section, undone);
  }

  private listen(section: SectionBinding): SectionBinding {
    const before = (transaction: Y.Transaction): void => {
      if (transaction.origin !== section.origin && !this.writing) this.anchored = this.anchor(section);
    };
    const after = (transaction: Y.Transaction): void => {
      if (transaction.origin === section.origin || transaction.changed.size === 0) return;
      section.invalidate(transaction);
      const undone = this.history.isOwn(transaction.origin);
      if (this.writing) this.late.set(section, undone);
      else this.show(section, undone);
    };
    section.doc.on('beforeTransaction', before);
    section.doc.on('afterTransaction', after);
    this.history.add(section);
    this.listeners.set(section, () => {
      section.doc.off('beforeTransaction', before);
      section.doc.off('afterTransaction', after);
    });
    return section;
  }

  private release(section: SectionBinding): void {
    this.listeners.get(section)?.();
    this.listeners.delete(section);
    this.history.remove(section);
  }

  private read(section: SectionBinding): Node {
    const before = section.isUnreadable;
    const node = section.read();
    if (before !== section.isUnreadable) {
      this.notify({ code: before ? 'READABLE' : 'UNREADABLE', document: section.document });
    }
    return node;
  }

  /** Shows what a document has now; `undone`: by this person's own undo, which takes the caret along. */
  private show(section: SectionBinding, undone: boolean): void {
    const view = this.view;
    const place = view === null ? undefined : sectionPlaces(view.state.doc)[this.sections.indexOf(section)];
    if (view === null || place === undefined) return;
    const built = this.read(section);
    const tr = markFromDocuments(view.state.tr);
    const start = place.pos + 1;
    const steps = section.stepsFrom(place.node, built, start);
    for (const step of steps) tr.step(step);
    if (built.attrs['access'] !== place.node.attrs['access']) {
      tr.setNodeAttribute(place.pos, 'access', built.attrs['access']);
    }
    if (undone && tr.docChanged) selectLastChange(tr, steps.length);
    else if (!view.composing) this.restoreSelection(tr, section, built, start);
    if (tr.docChanged) view.dispatch(tr);
    section.adopt(built, view.state.doc.child(place.index));
  }

  private anchor(section: SectionBinding): Anchored | null {
    const state = this.view?.state;
    const place = state === undefined ? undefined : sectionPlaces(state.doc)[this.sections.indexOf(section)];
    if (state === undefined || place === undefined || !(state.selection instanceof TextSelection))
      return null;
    const { anchor, head } = state.selection;
    const end = place.pos + place.node.nodeSize;
    const relative = (pos: number): Y.RelativePosition | null =>
      pos > place.pos && pos < end ? section.toRelative(place.node, pos - place.pos - 1) : null;
    return { section, anchor: relative(anchor), head: relative(head) };
  }

  /** Others' changes of several places come as one; mapping alone would carry a caret between them to their end. */
  private restoreSelection(tr: Transaction, section: SectionBinding, built: Node, start: number): void {
    const anchored = this.anchored;
    this.anchored = null;
    if (anchored?.section !== section || !tr.docChanged) return;
    const place = (relative: Y.RelativePosition | null, mapped: number): number => {
      const offset = relative === null ? null : section.fromRelative(built, relative);
      return offset === null ? mapped : start + offset;
    };
    if (anchored.anchor === null && anchored.head === null) return;
    const anchor = place(anchored.anchor, tr.selection.anchor);
    const head = place(anchored.head, tr.selection.head);
    tr.setSelection(TextSelection.between(tr.doc.resolve(anchor), tr.doc.resolve(head)));
  }

  private attached(): EditorView {
    if (this.view === null) throw new Error('the binding has no view yet');
    return this.view;
  }

  destroy(): void {
    this.view = null;
    this.history.destroy();
    for (const section of this.sections) this.listeners.get(section)?.();
    this.sections = [];
  }
}

/** Puts the caret where the last change in text order ended. */
function selectLastChange(tr: Transaction, steps: number): void {
  // `leastChange` orders steps from the end of the section, so the first one is the last in the text.
  const first = tr.mapping.maps[0];
  if (steps === 0 || first === undefined) return;
  let end: number | null = null;
  first.forEach((_oldStart, _oldEnd, _newStart, newEnd) => {
    end = newEnd;
  });
  if (end === null) return;
  const at = tr.mapping.slice(1).map(end);
  tr.setSelection(Selection.near(tr.doc.resolve(at), -1)).scrollIntoView();
}
