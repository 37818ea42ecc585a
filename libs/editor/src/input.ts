import type { DocumentId } from '@entente/kernel';
import type { Slice } from 'prosemirror-model';
import { Plugin, TextSelection, type EditorState } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { clipboardText } from './clipboard-text.js';
import { replaceAcross, type OnRefused } from './guard.js';
import { insertSlice, parsePlainText, transformPasted } from './paste.js';
import { labelsIn } from './section-marks.js';
import {
  documentOf,
  isEditable,
  isSuggesting,
  isWritable,
  sectionAround,
  speakerOf,
} from './section-places.js';
import { insertionAt, suggestReplace } from './suggest.js';
import { readSelection } from './browser-selection.js';

function crossesSections({ selection }: EditorState): boolean {
  return selection.$from.depth === 0 || selection.$from.index(0) !== selection.$to.index(0);
}

function clearAcross(view: EditorView, words: string): void {
  const { from, to } = view.state.selection;
  view.dispatch(replaceAcross(view.state.tr, from, to, words));
}

function typeText(
  view: EditorView,
  { from, to }: { readonly from: number; readonly to: number },
  text: string,
  onRefused: OnRefused,
): boolean {
  if (crossesSections(view.state)) {
    clearAcross(view, text);
    return true;
  }
  const place = sectionAround(view.state.doc.resolve(from));
  if (place !== null && isWritable(place.node)) return false;
  if (place !== null && isSuggesting(place.node)) {
    view.dispatch(suggestReplace(view.state.tr, from, to, text));
    return true;
  }
  // In a section that may not be written a key does nothing: not even in the DOM, to be put right afterwards.
  if (place !== null) onRefused([documentOf(place.node) as DocumentId]);
  return true;
}

/** Text that arrives without a key (dictation, a picker of characters), and deletions from a menu, over several sections. */
function inputAcross(view: EditorView, event: InputEvent): boolean {
  const changes = event.inputType.startsWith('insert') || event.inputType.startsWith('delete');
  if (!changes || !event.cancelable || !crossesSections(view.state)) return false;
  event.preventDefault();
  clearAcross(view, event.data ?? '');
  return true;
}

function paste(view: EditorView, slice: Slice, onRefused: OnRefused): true {
  const tr = insertSlice(view.state.tr, slice);
  const place = sectionAround(view.state.selection.$from);
  if (tr.docChanged) view.dispatch(tr.setMeta('uiEvent', 'paste').setMeta('paste', true));
  else if (place !== null && !isEditable(place.node)) onRefused([documentOf(place.node) as DocumentId]);
  return true;
}

function drop(
  view: EditorView,
  event: DragEvent,
  { slice, moved }: { slice: Slice; moved: boolean },
): boolean {
  const target = view.posAtCoords({ left: event.clientX, top: event.clientY });
  if (target === null || slice.size === 0) return true;
  const tr = view.state.tr;
  const { from, to } = view.state.selection;
  if (moved && target.pos > from && target.pos < to) return true;
  if (moved) replaceAcross(tr, from, to, '');
  const at = tr.doc.resolve(tr.mapping.map(target.pos));
  tr.setSelection(TextSelection.near(at, 1));
  view.dispatch(insertSlice(tr, slice).setMeta('uiEvent', 'drop'));
  view.focus();
  return true;
}

/**
 * An input method writes into the DOM itself. Over several blocks the browser would join them there first, against what
 * the editor draws: the selection goes before the first composed character comes.
 */
function clearForComposition(view: EditorView): void {
  const { state } = view;
  if (state.selection.empty) return;
  if (crossesSections(state)) clearAcross(view, '');
  else if (!state.selection.$from.sameParent(state.selection.$to)) view.dispatch(state.tr.deleteSelection());
}

/** Where one suggests, an input method writes into the page under the mark that its words will have: to add it later would end it. */
function markComposition(view: EditorView): void {
  const { doc, selection, tr } = view.state;
  const place = sectionAround(selection.$from);
  if (place === null || !isSuggesting(place.node) || !selection.$from.parent.isTextblock) return;
  view.dispatch(tr.setStoredMarks([insertionAt(doc, selection.from, speakerOf(place.node))]));
}

/** Told when an input method begins to compose, and when it has ended. */
export interface CompositionListener {
  began(): void;
  ended(): void;
}

/**
 * Leaving the editor ends a composition, and so does a plain key; not every browser and input method says so. The event goes
 * to ProseMirror too, which else would guard the composed words in the DOM against others' changes for good.
 */
function endComposition(view: EditorView): void {
  if (view.composing) view.dom.dispatchEvent(new CompositionEvent('compositionend'));
}

/** A key that no input method has taken: whatever was composed before is over, also where no event said so. */
function isPlainKey(event: KeyboardEvent): boolean {
  return !event.isComposing && event.keyCode !== 229;
}

function beforeKey(view: EditorView, event: KeyboardEvent): false {
  if (isPlainKey(event)) {
    endComposition(view);
    return readSelection(view);
  }
  // The key that an input method takes comes before anything is composed: the safest moment to clear a selection.
  if (!event.isComposing) clearForComposition(view);
  return false;
}

/** Typing, pasting, dropping, copying: each section by section. */
export function handleInput(composition: CompositionListener, onRefused: OnRefused): Plugin {
  return new Plugin({
    props: {
      handleTextInput: (view, from, to, text) => typeText(view, { from, to }, text, onRefused),
      transformPasted,
      clipboardTextParser: (text, $context) => parsePlainText(text, $context),
      clipboardTextSerializer: (slice, view) => clipboardText(slice, labelsIn(view.state)),
      handlePaste: (view, _event, slice) => paste(view, slice, onRefused),
      handleDrop: (view, event, slice, moved) => drop(view, event, { slice, moved }),
      handleDOMEvents: {
        beforeinput: inputAcross,
        compositionstart: (view) => {
          clearForComposition(view);
          markComposition(view);
          composition.began();
          return false;
        },
        compositionend: () => {
          composition.ended();
          return false;
        },
        blur: (view) => {
          endComposition(view);
          return false;
        },
        paste: readSelection,
        cut: readSelection,
        keydown: beforeKey,
      },
    },
  });
}
