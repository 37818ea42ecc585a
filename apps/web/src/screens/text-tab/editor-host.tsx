import { createLegalEditor, type EditorNotice, type LegalEditor, type ProvisionLook } from '@entente/editor';
import type { DocumentId, ProvisionId } from '@entente/kernel';
import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import { isOpenProvision, type Board } from '../../board/board.js';
import { isOpen } from '../../board/stance.js';
import { useT } from '../../messages/use-t.js';
import { useObservable } from '../../room/observable.js';
import { useRoom } from '../../room/room-context.js';
import { Notice } from '../../ui/notice.js';
import '@entente/editor/editor.css';

type HostProps = {
  editor: RefObject<LegalEditor | null>;
  board: Board | null;
  selected: ProvisionId | null;
  onCaret: (at: { document: DocumentId; provision: ProvisionId | null } | null) => void;
  onState: () => void;
};

/** Mounts the legal editor over the live documents and keeps it in step with the connection. */
export function EditorHost({ editor, board, selected, onCaret, onState }: HostProps): ReactNode {
  const t = useT();
  const { store } = useRoom();
  const { sections } = useObservable(store.state);
  const peers = useObservable(store.peers);
  const host = useRef<HTMLDivElement>(null);
  const [notice, setNotice] = useState<EditorNotice | null>(null);
  const latest = useRef({ board, selected, onCaret, onState });
  useEffect(() => {
    latest.current = { board, selected, onCaret, onState };
  });
  const label = t('room.text');
  useEffect(() => {
    if (host.current === null) return undefined;
    const { connection } = store;
    const made = createLegalEditor({
      element: host.current,
      sections: store.state.get().sections,
      labels: { editor: label },
      decorate: (provision) => lookOf(latest.current.board, provision, latest.current.selected),
      onCursor: (at) => {
        connection.setPresence(at);
        latest.current.onCaret(at);
      },
      onNotice: setNotice,
      onState: () => {
        latest.current.onState();
      },
    });
    editor.current = made;
    connection.routeRemote((document, update, origin) => made.applyRemote(document, update, origin));
    latest.current.onState();
    return () => {
      connection.routeRemote(null);
      connection.setPresence(null);
      editor.current = null;
      made.destroy();
    };
  }, [store, editor, label]);
  useEffect(() => {
    if (sections.length > 0) editor.current?.setSections(sections);
  }, [sections, editor]);
  useEffect(() => {
    editor.current?.setPeers(peers);
  }, [peers, editor]);
  useEffect(() => {
    editor.current?.redecorate();
  }, [board, selected, editor]);
  return (
    <>
      {notice !== null && (
        <Notice tone={notice.code === 'READABLE' ? 'info' : 'warn'} live>
          {t(`notice.${notice.code}`)}
        </Notice>
      )}
      <div ref={host} className="legal-text" />
    </>
  );
}

/** Marks the selected provision, and in the margin how many delegations still stand in the way of which. */
function lookOf(
  board: Board | null,
  provision: ProvisionId,
  selected: ProvisionId | null,
): ProvisionLook | null {
  const cells = board?.strip(provision) ?? [];
  const open = isOpenProvision(cells);
  if (!open && provision !== selected) return null;
  const against = cells.filter(({ stance, stale }) => !stale && stance !== 'none' && isOpen(stance)).length;
  return {
    class: [open && 'is-open', provision === selected && 'is-selected'].filter(Boolean).join(' '),
    attributes: against > 0 ? { 'data-against': String(against) } : {},
  };
}
