import { createLegalEditor, type LegalEditor, type ProvisionLook, type SectionSource } from '@entente/editor';
import type { DocumentId, ProvisionId } from '@entente/kernel';
import * as Y from 'yjs';
import { useEffect, useMemo, useRef, type ReactNode } from 'react';
import { isOpenProvision, type Board } from '../../board/board.js';
import { isOpen } from '../../board/stance.js';
import { useMe } from '../../frame/actor.js';
import { useT } from '../../messages/use-t.js';
import { useObservable } from '../../room/observable.js';
import { useRoom } from '../../room/room-context.js';
import '@entente/editor/editor.css';

type HostProps = {
  editor: LegalEditor | null;
  /** Hears of the mounted editor, and of its end (null). */
  onEditor: (editor: LegalEditor | null) => void;
  board: Board | null;
  selected: ProvisionId | null;
  onCaret: (at: { document: DocumentId; provision: ProvisionId | null } | null) => void;
  onState: () => void;
};

/** Mounts the legal editor over the live documents and keeps it in step with the connection. */
export function EditorHost({ editor, onEditor, board, selected, onCaret, onState }: HostProps): ReactNode {
  const t = useT();
  const { store } = useRoom();
  const { sections } = useObservable(store.state);
  const peers = useObservable(store.peers);
  const host = useRef<HTMLDivElement>(null);
  const shown = useRef<readonly SectionSource[]>([]);
  const latest = useRef({ board, selected, onCaret, onState, onEditor });
  useEffect(() => {
    latest.current = { board, selected, onCaret, onState, onEditor };
  });
  const label = t('room.text');
  const { delegation } = useMe();
  useEffect(() => {
    if (host.current === null) return undefined;
    const { connection } = store;
    shown.current = store.state.get().sections;
    const made = createLegalEditor({
      element: host.current,
      sections: shown.current,
      delegation,
      labels: { editor: label },
      decorate: (provision) => lookOf(latest.current.board, provision, latest.current.selected),
      onCursor: (at) => {
        connection.setPresence(at);
        latest.current.onCaret(at);
      },
      onNotice: (notice) => {
        store.note(notice);
      },
      onState: () => {
        latest.current.onState();
      },
    });
    latest.current.onEditor(made);
    connection.routeRemote((document, update, origin) => {
      const { doc } = connection.document(document);
      if (shown.current.some((section) => section.document === document && section.doc === doc)) {
        return made.applyRemote(document, update, origin);
      }
      // A section that has only just come into the package, or whose document was fetched anew a moment ago: the editor
      // does not show this Y.Doc yet, and would give the words to the old one.
      Y.applyUpdate(doc, update, origin);
      return true;
    });
    latest.current.onState();
    return () => {
      connection.routeRemote(null);
      connection.setPresence(null);
      latest.current.onEditor(null);
      made.destroy();
    };
  }, [store, label, delegation]);
  useEffect(() => {
    if (sections.length === 0 || editor === null) return;
    // Only a change of the sections themselves is one: setting them anew costs a pass over the whole text.
    if (sameSections(shown.current, sections)) {
      for (const { document, access } of sections) editor.setAccess(document, access);
    } else editor.setSections(sections);
    shown.current = sections;
  }, [sections, editor]);
  useEffect(() => {
    editor?.setPeers(peers);
  }, [peers, editor]);
  const looks = useMemo(() => looksOf(board), [board]);
  useEffect(() => {
    // A pass over the whole text: not for each board, which is another after each pause of typing.
    editor?.redecorate();
  }, [looks, selected, editor]);
  return <div ref={host} className="legal-text" />;
}

function sameSections(a: readonly SectionSource[], b: readonly SectionSource[]): boolean {
  return (
    a.length === b.length && a.every((one, at) => one.document === b[at]?.document && one.doc === b[at].doc)
  );
}

/** All marks that a board gives, to tell whether another board gives others. */
function looksOf(board: Board | null): string {
  const provisions = board?.sections.flatMap((section) => section.provisions) ?? [];
  return provisions.map(({ id }) => `${id} ${JSON.stringify(lookOf(board, id, null))}`).join('\n');
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
