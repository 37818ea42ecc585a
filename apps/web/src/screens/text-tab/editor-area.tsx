import type { DocumentId, ProvisionId } from '@entente/kernel';
import { useState, type ComponentProps, type ReactNode } from 'react';
import type { ReadText } from '../../text/read-text.js';
import { EditorHost } from './editor-host.js';
import { EditorToolbar } from './editor-toolbar.js';
import { SuggestionPopover } from './suggestion-popover.js';

type AreaProps = Omit<ComponentProps<typeof EditorHost>, 'onState' | 'selected'> & {
  selected: { readonly document: DocumentId; readonly provision: ProvisionId | null } | null;
  text: ReadText | null;
  /** In place of the text where there is nothing to edit. */
  empty: ReactNode;
};

/** Toolbar and text. Each keystroke asks the toolbar's commands again, and nothing else on the screen. */
export function EditorArea({ empty, text, selected, ...host }: AreaProps): ReactNode {
  const [tick, setTick] = useState(0);
  return (
    <>
      <EditorToolbar editor={host.editor} tick={tick} selected={selected} text={text} />
      {empty ?? (
        <div className="editor-frame">
          <EditorHost
            {...host}
            selected={selected?.provision ?? null}
            onState={() => {
              setTick((before) => before + 1);
            }}
          />
          <SuggestionPopover editor={host.editor} tick={tick} text={text} />
        </div>
      )}
    </>
  );
}
