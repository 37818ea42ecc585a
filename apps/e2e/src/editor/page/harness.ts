import { CONTENT_ROOT, sectionFromTree } from '@entente/document';
import {
  createLegalEditor,
  type CursorPosition,
  type EditorCommand,
  type EditorNotice,
  type LegalEditor,
  type SectionSource,
} from '@entente/editor';
import type { ProvisionId } from '@entente/kernel';
import { AllSelection, TextSelection } from 'prosemirror-state';
import * as Y from 'yjs';
import { canonicalOf, differences, idsOf, reloadedCanonicalOf } from './inspect.js';
import { Network } from './network.js';
import { largeAct, smallAct, type SampleSection } from './sample-text.js';

export interface Setup {
  readonly editors: number;
  /** Indices of sections that nobody may write. */
  readonly locked: readonly number[];
  readonly large?: { readonly sections: number; readonly characters: number };
}

/** Editors over one act, and what a test asks of them. Editors and sections go by their index. */
export class Harness {
  readonly network = new Network();
  readonly notices: EditorNotice[][] = [];
  readonly cursors = new Map<number, CursorPosition | null>();
  sections: SampleSection[] = [];
  private readonly sources: SectionSource[][] = [];

  setup({ editors, locked, large }: Setup): void {
    this.sections = large === undefined ? smallAct() : largeAct(large.sections, large.characters);
    const first = new Map(this.sections.map(({ document, tree }) => [document, sectionFromTree(tree, 1)]));
    for (let index = 0; index < editors; index += 1) {
      const replica = this.network.join(
        this.sections.map(({ document }) => document),
        (document, doc) => {
          const update = first.get(document);
          if (update !== undefined) Y.applyUpdate(doc, update);
        },
      );
      const sources = this.sections.map(({ document, kind }, at): SectionSource => {
        const doc = replica.docs.get(document);
        if (doc === undefined) throw new Error('no such document');
        return { document, kind, doc, access: locked.includes(at) ? 'read' : 'write' };
      });
      this.sources.push(sources);
      replica.editor = this.mount(index, sources);
    }
  }

  private mount(index: number, sources: SectionSource[]): LegalEditor {
    const element = document.createElement('div');
    element.id = `editor${String(index)}`;
    document.body.append(element);
    const notices: EditorNotice[] = [];
    this.notices.push(notices);
    return createLegalEditor({
      element,
      sections: sources,
      onNotice: (notice) => notices.push(notice),
      onCursor: (at) => this.cursors.set(index, at),
      decorate: (provision) =>
        provision === 's2' ? { class: 'marked', attributes: { 'data-positions': '3' } } : null,
    });
  }

  editor(index: number): LegalEditor {
    const editor = this.network.replicas[index]?.editor;
    if (!editor) throw new Error(`no editor ${String(index)}`);
    return editor;
  }

  source(editor: number, section: number): SectionSource {
    const source = this.sources[editor]?.[section];
    if (source === undefined) throw new Error('no such section');
    return source;
  }

  setSections(editor: number, order: readonly number[]): void {
    this.editor(editor).setSections(order.map((section) => this.source(editor, section)));
  }

  focus(editor: number): void {
    this.editor(editor).view.focus();
  }

  /** Selects between two places, each given as a fraction of the document. */
  select(editor: number, anchor: number, head: number): void {
    const { view } = this.editor(editor);
    const size = view.state.doc.content.size;
    const place = (fraction: number) => view.state.doc.resolve(Math.floor(fraction * size));
    view.dispatch(view.state.tr.setSelection(TextSelection.between(place(anchor), place(head))));
    view.focus();
  }

  /** Selects from a character of one text to a character of another; `find` names the block by words it holds. */
  selectWords(editor: number, from: readonly [find: string, offset: number], to = from): void {
    const { view } = this.editor(editor);
    const place = ([find, offset]: readonly [string, number]): number => {
      let found = -1;
      view.state.doc.descendants((node, pos) => {
        if (found < 0 && node.isTextblock && node.textContent.includes(find)) {
          found = pos + 1 + node.textContent.indexOf(find) + offset;
        }
        return found < 0;
      });
      if (found < 0) throw new Error(`no block holds ${find}`);
      return found;
    };
    const { doc } = view.state;
    view.dispatch(
      view.state.tr.setSelection(TextSelection.between(doc.resolve(place(from)), doc.resolve(place(to)))),
    );
    view.focus();
  }

  selectAll(editor: number): void {
    const { view } = this.editor(editor);
    view.dispatch(view.state.tr.setSelection(new AllSelection(view.state.doc)));
    view.focus();
  }

  run(editor: number, command: EditorCommand): boolean {
    return this.editor(editor).run(command);
  }

  /** What a copy of this stretch would put on the clipboard. */
  copied(editor: number, from: number, to: number): { html: string; text: string } {
    const { view } = this.editor(editor);
    const size = view.state.doc.content.size;
    const ends = [Math.floor(from * size), Math.floor(to * size)].sort((one, other) => one - other);
    const slice = view.state.doc.slice(ends[0] ?? 0, ends[1] ?? 0, true);
    const { dom, text } = view.serializeForClipboard(slice);
    return { html: dom.innerHTML, text };
  }

  paste(editor: number, clipboard: { html?: string; text?: string }): void {
    const data = new DataTransfer();
    if (clipboard.html !== undefined) data.setData('text/html', clipboard.html);
    if (clipboard.text !== undefined) data.setData('text/plain', clipboard.text);
    const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
    this.editor(editor).view.dom.dispatchEvent(event);
  }

  /** Fires a copy or cut and gives what the editor put on the clipboard. */
  clipboardAfter(editor: number, act: 'copy' | 'cut'): { html: string; text: string } {
    const data = new DataTransfer();
    const event = new ClipboardEvent(act, { clipboardData: data, bubbles: true, cancelable: true });
    this.editor(editor).view.dom.dispatchEvent(event);
    return { html: data.getData('text/html'), text: data.getData('text/plain') };
  }

  deliver(to: number, from: number, count: number): number {
    return this.network.deliver(to, from, count);
  }

  deliverAll(): void {
    const { replicas } = this.network;
    for (let moved = 1; moved > 0;) {
      moved = 0;
      replicas.forEach((_to, to) => {
        replicas.forEach((_from, from) => {
          moved += this.network.deliver(to, from, Number.MAX_SAFE_INTEGER);
        });
      });
    }
  }

  differences(editor: number, withDom = false): string[] {
    return differences(this.editor(editor), this.sources[editor] ?? [], withDom);
  }

  ids(editor: number): ReturnType<typeof idsOf> {
    return idsOf(this.editor(editor));
  }

  canonical(editor: number, section: number): string {
    const { doc, kind } = this.source(editor, section);
    return canonicalOf(doc, kind);
  }

  reloaded(editor: number, section: number): string {
    const { doc, kind } = this.source(editor, section);
    return reloadedCanonicalOf(doc, kind);
  }

  stateVector(editor: number, section: number): number[] {
    return [...Y.encodeStateVector(this.source(editor, section).doc)];
  }

  /** The words of a section, a line a block. */
  words(editor: number, section: number): string[] {
    const lines: string[] = [];
    this.editor(editor)
      .view.state.doc.child(section)
      .descendants((node) => {
        if (node.isTextblock) lines.push(node.textContent);
        return !node.isTextblock;
      });
    return lines;
  }

  /** Blocks of a section as `name(children)`, words left out. */
  outline(editor: number, section: number): string {
    const { doc } = this.editor(editor).view.state;
    const outlineOf = (node: typeof doc): string =>
      node.isTextblock ? node.type.name : `${node.type.name}(${node.children.map(outlineOf).join(' ')})`;
    return doc.child(section).children.map(outlineOf).join(' ');
  }

  composing(editor: number): boolean {
    return this.editor(editor).view.composing;
  }

  focusProvision(editor: number, provision: string): boolean {
    return this.editor(editor).focusProvision(provision as ProvisionId);
  }

  setAccess(editor: number, section: number, access: 'write' | 'read'): void {
    this.editor(editor).setAccess(this.source(editor, section).document, access);
  }

  /** Shows one editor's caret in another, as a person of this delegation. */
  showPeer(to: number, from: number, delegation: string): void {
    const at = this.cursors.get(from) ?? null;
    this.editor(to).setPeers([{ client: 1000 + from, name: 'A delegate', delegation, at }]);
  }

  /** Puts a node into a document that no version of this schema knows, as a newer program might. */
  spoil(editor: number, section: number): void {
    const fragment = this.source(editor, section).doc.getXmlFragment(CONTENT_ROOT);
    fragment.insert(0, [new Y.XmlElement('table')]);
  }

  unspoil(editor: number, section: number): void {
    this.source(editor, section).doc.getXmlFragment(CONTENT_ROOT).delete(0, 1);
  }

  /** Takes every block out of a document, as two people's deletions together may. */
  empty(editor: number, section: number): void {
    const fragment = this.source(editor, section).doc.getXmlFragment(CONTENT_ROOT);
    fragment.delete(0, fragment.length);
  }
}
