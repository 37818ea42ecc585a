import type { DelegationCode, DocumentId, ProvisionId, Random } from '@entente/kernel';
import { EditorState, Selection, type Plugin, type Transaction } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import { readSelection } from './browser-selection.js';
import { actOf } from './commands.js';
import { CompositeBinding } from './composite-binding.js';
import { Composition } from './composition.js';
import { markCurrentSection } from './current-section.js';
import { cursorIn, sameCursor } from './cursor.js';
import { guardSections, sectionwise, type OnRefused } from './guard.js';
import { handleInput } from './input.js';
import { editorKeys } from './keys.js';
import { canSettle, placeOfSuggestion, settle, settlingKeys, suggestionsAt } from './settling.js';
import { showPeers, withPeers } from './peer-carets.js';
import { showPlaceholders } from './placeholders.js';
import { asCommand, freshBlock } from './places.js';
import { assignProvisionIds } from './provision-ids.js';
import { askAgain, markSections } from './section-marks.js';
import { documentOf, sectionAround, sectionPlaces } from './section-places.js';
import type {
  Access,
  CursorPosition,
  Decision,
  EditorCommand,
  EditorLabels,
  LegalEditor,
  LegalEditorOptions,
  PlacedSuggestion,
  RemotePeer,
  SectionSource,
} from './types.js';
import { suggested } from './suggested.js';
import { ENGLISH } from './words.js';

const browserRandom: Random = {
  bytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
};

class BoundEditor implements LegalEditor {
  readonly view: EditorView;
  private readonly options: LegalEditorOptions;
  private readonly words: EditorLabels;
  private readonly binding: CompositeBinding;
  private readonly composition = new Composition();
  private cursor: CursorPosition | null = null;
  private frame: number | null = null;

  constructor(options: LegalEditorOptions) {
    this.options = options;
    this.words = { ...ENGLISH, ...options.labels };
    this.binding = new CompositeBinding(
      (notice) => options.onNotice?.(notice),
      options.delegation ?? ('' as DelegationCode),
    );
    const doc = this.binding.bind(options.sections);
    this.view = new EditorView(options.element, {
      state: EditorState.create({ doc, plugins: this.plugins() }),
      dispatchTransaction: (tr) => {
        this.dispatch(tr);
      },
      attributes: {
        class: 'entente-editor',
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': this.words.editor,
        spellcheck: 'false',
      },
      handleDOMEvents: {
        focus: () => this.tellCursor(true),
        blur: () => this.tellCursor(false),
      },
    });
    this.binding.attach(this.view);
  }

  private plugins(): Plugin[] {
    const refused: OnRefused = (documents, because = 'READ_ONLY') => {
      this.options.onNotice?.({ code: because, documents });
    };
    return [
      ...editorKeys({ undo: () => this.undo(), redo: () => this.redo() }, refused),
      settlingKeys(this.binding),
      handleInput(this.composition, refused),
      guardSections(refused),
      assignProvisionIds(this.options.random ?? browserRandom),
      markSections({
        words: this.words,
        decorate: (provision, document) => this.options.decorate?.(provision, document) ?? null,
        isUnreadable: (document) => this.binding.section(document)?.isUnreadable ?? false,
        plainWords: (document) => this.binding.section(document)?.plainWords() ?? '',
        start: (document) => {
          this.startSection(document);
        },
      }),
      markCurrentSection(),
      showPlaceholders(this.words),
      showPeers(this.binding),
    ];
  }

  private dispatch(tr: Transaction): void {
    const before = this.view.state;
    const admitted = sectionwise(before, suggested(before, tr));
    const { state, transactions } = before.applyTransaction(admitted);
    this.view.updateState(state);
    if (admitted !== tr && tr.getMeta('uiEvent') !== 'cut') this.redraw();
    this.binding.written(before.doc, state.doc, transactions);
    this.tellCursor(this.view.hasFocus());
    this.tellState();
  }

  /**
   * Draws everything anew: what the browser itself did to the page over several sections is not what the text became.
   * ProseMirror redraws when a node view changes; no node has this name.
   */
  private redraw(): void {
    this.view.setProps({ nodeViews: { redraw: () => ({ dom: document.createElement('div') }) } });
  }

  /** Once a frame: others' keystrokes come many to a frame, and what hears this renders a toolbar. */
  private tellState(): void {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      this.options.onState?.();
    });
  }

  private tellCursor(focused: boolean): false {
    const cursor = focused ? cursorIn(this.view.state, this.binding) : null;
    if (!sameCursor(cursor, this.cursor)) {
      this.cursor = cursor;
      this.options.onCursor?.(cursor);
    }
    return false;
  }

  setSections(sections: readonly SectionSource[]): void {
    this.composition.flush();
    this.binding.setSections(sections);
  }

  setAccess(document: DocumentId, access: Access): void {
    this.binding.setAccess(document, access);
  }

  setPeers(peers: readonly RemotePeer[]): void {
    readSelection(this.view);
    this.view.dispatch(withPeers(this.view.state.tr, peers));
  }

  redecorate(): void {
    readSelection(this.view);
    this.view.dispatch(askAgain(this.view.state.tr));
  }

  applyRemote(document: DocumentId, update: Uint8Array, origin: unknown = null): boolean {
    readSelection(this.view);
    const section = this.binding.section(document);
    if (section === null) throw new Error(`the editor shows no section ${document}`);
    return this.composition.receive(section, update, { origin, around: this.composedDocument() });
  }

  /** The section the caret is in: where an input method writes, if one is at work. */
  private composedDocument(): string | null {
    const place = sectionAround(this.view.state.selection.$head);
    return place === null ? null : documentOf(place.node);
  }

  undo(): boolean {
    return this.replay('undo');
  }

  redo(): boolean {
    return this.replay('redo');
  }

  private replay(kind: 'undo' | 'redo'): boolean {
    const done = this.binding.history.replay(kind);
    this.tellState();
    return done;
  }

  canUndo(): boolean {
    return this.binding.history.can('undo');
  }

  canRedo(): boolean {
    return this.binding.history.can('redo');
  }

  run(command: EditorCommand): boolean {
    const done = asCommand(actOf(command))(this.view.state, this.view.dispatch.bind(this.view), this.view);
    this.view.focus();
    return done;
  }

  can(command: EditorCommand): boolean {
    return asCommand(actOf(command))(this.view.state);
  }

  focusProvision(provision: ProvisionId): boolean {
    let found: number | null = null;
    this.view.state.doc.descendants((node, pos) => {
      if (found === null && node.attrs['id'] === provision) found = pos;
      return found === null && !node.isTextblock;
    });
    return found !== null && this.focusAt(found);
  }

  focusSection(document: DocumentId): boolean {
    const place = sectionPlaces(this.view.state.doc).find(({ node }) => documentOf(node) === document);
    return place !== undefined && this.focusAt(place.pos);
  }

  private focusAt(pos: number): boolean {
    const { tr } = this.view.state;
    this.view.dispatch(tr.setSelection(Selection.near(tr.doc.resolve(pos + 1), 1)).scrollIntoView());
    this.view.focus();
    return true;
  }

  private startSection(document: string): void {
    const place = sectionPlaces(this.view.state.doc).find(({ node }) => documentOf(node) === document);
    const kind = this.binding.section(document)?.kind;
    if (place === undefined || kind === undefined || place.node.childCount > 0) return;
    const tr = this.view.state.tr.insert(place.pos + 1, freshBlock(kind));
    this.view.dispatch(tr.setSelection(Selection.near(tr.doc.resolve(place.pos + 1), 1)).scrollIntoView());
    this.view.focus();
  }

  suggestionsHere(): readonly PlacedSuggestion[] {
    return suggestionsAt(this.view.state);
  }

  canSettle(suggestion: PlacedSuggestion, decision: Decision): boolean {
    return canSettle(this.binding, suggestion, decision);
  }

  settle(suggestion: PlacedSuggestion, decision: Decision): boolean {
    this.composition.flush();
    return settle(this.binding, suggestion, decision);
  }

  focusSuggestion(suggestion: PlacedSuggestion): boolean {
    const at = placeOfSuggestion(this.view.state.doc, suggestion);
    return at !== null && this.focusAt(at);
  }

  destroy(): void {
    if (this.frame !== null) cancelAnimationFrame(this.frame);
    this.composition.flush();
    this.binding.destroy();
    this.view.destroy();
  }
}

/** Binds many section documents to one editable text. The caller keeps the Y.Docs, and destroys them after the editor. */
export function createLegalEditor(options: LegalEditorOptions): LegalEditor {
  return new BoundEditor(options);
}
