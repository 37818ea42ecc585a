import type { LegalEditor, PlacedSuggestion } from '@entente/editor';
import { useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { useT } from '../../messages/use-t.js';
import type { ReadText } from '../../text/read-text.js';
import { listSuggestions, type ListedSuggestion } from './list-suggestions.js';
import { SuggestionActs } from './suggestion-acts.js';

type PopoverProps = {
  editor: LegalEditor | null;
  /** Grows with each change of the editor's state: the caret may have moved. */
  tick: number;
  text: ReadText | null;
};

type Place = { readonly top: number; readonly left: number };

/** What may be decided about the suggestions at the caret, right under it. Tab does not lead into it: the list has the same, and so do keys. */
export function SuggestionPopover({ editor, tick, text }: PopoverProps): ReactNode {
  const t = useT();
  const box = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<Place | null>(null);
  const here = (editor?.suggestionsHere() ?? []).filter((one) => editor?.canSettle(one, 'reject') === true);
  const shown = here.length > 0;
  useLayoutEffect(() => {
    const around = box.current?.offsetParent?.getBoundingClientRect();
    if (editor === null || around === undefined || !shown) return;
    const caret = editor.view.coordsAtPos(editor.view.state.selection.head);
    const left = Math.max(0, Math.min(caret.left - around.left, around.width - 260));
    const next = { top: caret.bottom - around.top + 4, left };
    setPlace((before) => (before?.top === next.top && before.left === next.left ? before : next));
  }, [editor, tick, shown]);
  if (!shown) return null;
  return (
    <div ref={box} className="suggestion-popover" style={place ?? { visibility: 'hidden' }}>
      {here.map((one) => {
        const name = t('suggestion.here', { delegation: one.delegation });
        return (
          <div key={`${one.delegation} ${one.id}`} className="suggestion-line" role="group" aria-label={name}>
            <span className="suggestion-tag">{one.delegation}</span>
            <SuggestionActs editor={editor} suggestion={one} at={citationOf(text, one)} />
          </div>
        );
      })}
    </div>
  );
}

function citationOf(text: ReadText | null, { id, delegation }: PlacedSuggestion): string {
  const isIt = (one: ListedSuggestion): boolean => one.id === id && one.delegation === delegation;
  return listSuggestions(text).find(isIt)?.citation ?? '';
}
