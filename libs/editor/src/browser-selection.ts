import type { EditorView } from 'prosemirror-view';

/**
 * The browser tells a new selection by an event that comes after the next key where the machine is busy: End and Enter in quick
 * succession would split at the place before End, and whatever is drawn in between would put the caret back there. ProseMirror
 * reads the selection when it hears this event.
 */
export function readSelection(view: EditorView): false {
  if (!view.composing) view.dom.ownerDocument.dispatchEvent(new Event('selectionchange'));
  return false;
}
