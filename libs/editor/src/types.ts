import type { SectionKind, SuggestionRef } from '@entente/document';
import type { DelegationCode, DocumentId, ProvisionId, Random } from '@entente/kernel';
import type { EditorView } from 'prosemirror-view';
import type * as Y from 'yjs';

/**
 * `write`: the person may edit the section now. `suggest`: what they type and delete becomes a suggestion of their delegation. `comment`,
 * `read`: nothing they do here changes it.
 */
export type Access = 'write' | 'suggest' | 'comment' | 'read';

/** One section as the editor binds it: a Y.Doc of its own, whoever keeps it in step with others. */
export interface SectionSource {
  readonly document: DocumentId;
  readonly kind: SectionKind;
  readonly doc: Y.Doc;
  readonly access: Access;
}

/** Where a caret stands: Yjs relative positions, encoded, at most 64 bytes each. */
export interface CursorPosition {
  readonly document: DocumentId;
  readonly anchor: Uint8Array;
  readonly head: Uint8Array;
  /** The innermost provision around the head. */
  readonly provision: ProvisionId | null;
}

/** Another person's caret, as the server stamped it; the shape of the wire's presence peers. */
export interface RemotePeer {
  readonly client: number;
  readonly name: string;
  readonly delegation: string;
  readonly at: {
    readonly document: string;
    readonly anchor: Uint8Array;
    readonly head: Uint8Array;
  } | null;
}

/** A suggestion and the section it stands in. */
export interface PlacedSuggestion extends SuggestionRef {
  readonly document: DocumentId;
}

/** Something the person should be told; the web app words it. */
export type EditorNotice =
  /** Where one suggests only words change: blocks were neither made nor joined, moved or removed. */
  | { readonly code: 'WORDS_ONLY'; readonly documents: readonly DocumentId[] }
  /** Words that others suggest would have changed: they are accepted or rejected first. */
  | { readonly code: 'SUGGESTION_OPEN'; readonly documents: readonly DocumentId[] }
  /** An edit was kept out of these sections, because they are read-only. */
  | { readonly code: 'READ_ONLY'; readonly documents: readonly DocumentId[] }
  /** The undo history of this section could not be replayed and was cleared; the text is untouched. */
  | { readonly code: 'UNDO_CLEARED'; readonly document: DocumentId }
  /** The section holds content this schema cannot show: it is read-only here and is never written. */
  | { readonly code: 'UNREADABLE'; readonly document: DocumentId }
  /** The section can be shown again. */
  | { readonly code: 'READABLE'; readonly document: DocumentId };

/** Marks a provision for the host, e.g. with a status; attributes land on the provision's own element. */
export interface ProvisionLook {
  readonly class?: string;
  /** `data-*` or `aria-*` attributes only. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** A block without words: the first text of a `paragraph` or `point`, a further text (`p`), or another block of words. */
export type EmptyBlock = 'actTitle' | 'heading' | 'recital' | 'citation' | 'paragraph' | 'point' | 'p';

/** Words the editor itself shows or gives to assistive technology. */
export interface EditorLabels {
  /** The editor as a whole. */
  readonly editor: string;
  /** Names a section, from its kind and computed number, e.g. `Article 4`; `null` where it has none. */
  readonly section: (kind: SectionKind, number: string | null) => string;
  /** Added to a section's name where one suggests. */
  readonly suggesting: string;
  /** Added to a section's name where it is read-only. */
  readonly readOnly: string;
  /** Stands in a section whose content this version cannot show. */
  readonly unreadable: string;
  /** Stands in a section that holds nothing; in one that may be written it is a button that starts a block. */
  readonly empty: string;
  /** Stands in a block without words, in a section of this kind that may be written; no part of the text. */
  readonly placeholder: (block: EmptyBlock, kind: SectionKind) => string;
}

export interface LegalEditorOptions {
  /** The editor appends its editable element to it. */
  readonly element: HTMLElement;
  readonly sections: readonly SectionSource[];
  /** In whose name one suggests; without it no section can be suggested in. */
  readonly delegation?: DelegationCode;
  /** Strong random bytes for new provision ids. Default: `crypto.getRandomValues`. */
  readonly random?: Random;
  /** Any part; the rest is English. */
  readonly labels?: Partial<EditorLabels>;
  readonly decorate?: (provision: ProvisionId, document: DocumentId) => ProvisionLook | null;
  /** The caret moved, or left (`null`). Called once a transaction; throttle on the way to the network. */
  readonly onCursor?: (at: CursorPosition | null) => void;
  readonly onNotice?: (notice: EditorNotice) => void;
  /** After changes of text, selection, access or undo history, at most once a frame: re-ask `can`, `canUndo`, `canRedo`. */
  readonly onState?: () => void;
}

/** What a toolbar button can do; `can` says whether it would change anything where the caret is. */
export type EditorCommand =
  | 'insertHeading'
  | 'insertCitation'
  | 'insertRecital'
  | 'insertParagraph'
  | 'insertSubparagraph'
  | 'insertPoint'
  | 'indent'
  | 'outdent'
  | 'moveUp'
  | 'moveDown'
  | 'remove';

export interface LegalEditor {
  readonly view: EditorView;
  /** The new truth about order, presence and access of sections. A kept section with the same Y.Doc keeps its undo history. */
  setSections(sections: readonly SectionSource[]): void;
  setAccess(document: DocumentId, access: Access): void;
  setPeers(peers: readonly RemotePeer[]): void;
  /** Asks `decorate` again for every provision. */
  redecorate(): void;
  /**
   * Brings in another's update (Yjs version 1). The provider must call this INSTEAD of `Y.applyUpdate` while the editor is
   * mounted: while the person composes text in that section (IME) the raw bytes wait here, else they are applied at once.
   * The answer is true when applied, false when queued; queued bytes are applied, in order, when the composition ends.
   * `origin` becomes the Yjs transaction's origin. Bytes applied past this door are shown at once too, but may break off
   * a composition.
   */
  applyRemote(document: DocumentId, update: Uint8Array, origin?: unknown): boolean;
  undo(): boolean;
  redo(): boolean;
  canUndo(): boolean;
  canRedo(): boolean;
  run(command: EditorCommand): boolean;
  can(command: EditorCommand): boolean;
  /** Puts the caret into a provision and scrolls to it; false where no section shows it. */
  focusProvision(provision: ProvisionId): boolean;
  /** Scrolls to a section and puts the caret at its start; false where it is not shown. */
  focusSection(document: DocumentId): boolean;
  /** The suggestions at the caret, or over the selected words. */
  suggestionsHere(): readonly PlacedSuggestion[];
  /** Whether the person may decide so: who writes on all, who suggests may take their own delegation's back (`reject`). */
  canSettle(suggestion: PlacedSuggestion, decision: Decision): boolean;
  /** Decides on one suggestion; false where one may not, or it is gone. It is no act of typing and is not undone as one. */
  settle(suggestion: PlacedSuggestion, decision: Decision): boolean;
  /** Puts the caret into a suggestion and scrolls to it; false where it is not shown. */
  focusSuggestion(suggestion: PlacedSuggestion): boolean;
  destroy(): void;
}

export type Decision = 'accept' | 'reject';
