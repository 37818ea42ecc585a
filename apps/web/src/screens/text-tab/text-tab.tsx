import type { LegalEditor } from '@entente/editor';
import type { DocumentId, ProvisionId } from '@entente/kernel';
import { useCallback, useMemo, useState, type ReactNode } from 'react';
import { useBoard } from '../../board/use-board.js';
import { useTitle } from '../../frame/shell.js';
import { useT } from '../../messages/use-t.js';
import { useObservable } from '../../room/observable.js';
import { useLiveText, useRoom } from '../../room/room-context.js';
import { useOpenSteps } from '../../room/use-open-steps.js';
import { useSelection } from '../../room/use-selection.js';
import type { Provision } from '../../text/outline.js';
import { Empty, Skeleton } from '../../ui/placeholders.js';
import { EditorArea } from './editor-area.js';
import { Outline } from './outline.js';
import { Rail } from './rail.js';
import { RoomHead, type Pane } from './room-head.js';
import type { GoTo } from './table-sheet.js';

/** The negotiation room: contents with heat strip, the text, positions and versions (UI §1). */
export function TextTab(): ReactNode {
  const t = useT();
  const { view, store } = useRoom();
  useTitle(`${view.number} ${t('tab.text')}`);
  const { everSynced, sections } = useObservable(store.state);
  const text = useLiveText();
  const { board, error, retry } = useBoard();
  const [editor, setEditor] = useState<LegalEditor | null>(null);
  const [pane, setPane] = useState<Pane>('text');
  const goTo = useMemo(
    () => (editor === null ? null : (provision: ProvisionId) => showProvision(editor, provision)),
    [editor],
  );
  const { selected, follow, choose } = useSelection(text, goTo);
  const provision = selected?.provision ?? null;
  useOpenSteps(board, provision, choose);
  const chooseLine = useCallback(
    (chosen: Provision) => {
      choose(chosen);
      // On a narrow screen only one pane is in sight.
      setPane((before) => (before === 'outline' ? 'rail' : before));
    },
    [choose],
  );
  return (
    <div className="room" data-pane={pane}>
      <RoomHead
        board={board}
        error={error}
        onRetry={retry}
        pane={pane}
        onPane={setPane}
        onGo={(place) => {
          setPane('text');
          if (editor !== null) showPlace(editor, place);
        }}
      />
      <Outline board={board} text={text} selected={provision} onChoose={chooseLine} />
      <main id="content" className="room-text" tabIndex={-1}>
        {!everSynced && <Skeleton lines={12} />}
        {everSynced && (
          <EditorArea
            editor={editor}
            onEditor={setEditor}
            board={board}
            text={text}
            selected={selected}
            onCaret={follow}
            empty={
              sections.length === 0 ? <Empty title={t('room.noText')} text={t('room.noTextText')} /> : null
            }
          />
        )}
      </main>
      <Rail board={board} text={text} provision={provision} editor={editor} />
    </div>
  );
}

/** The provision, or the section that has none. */
function showPlace(editor: LegalEditor, { document, provision }: Parameters<GoTo>[0]): void {
  if (provision !== null) showProvision(editor, provision as ProvisionId);
  else if (document !== null) editor.focusSection(document as DocumentId);
}

/** The editor itself scrolls only as far as it must; what was asked for should stand in the middle. */
function showProvision(editor: LegalEditor, provision: ProvisionId): void {
  editor.focusProvision(provision);
  editor.view.dom.querySelector(`[data-id="${CSS.escape(provision)}"]`)?.scrollIntoView({ block: 'center' });
}
