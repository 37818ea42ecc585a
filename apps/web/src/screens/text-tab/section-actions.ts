import type { SectionKind } from '@entente/document';
import type { LegalEditor } from '@entente/editor';
import type { DocumentId } from '@entente/kernel';
import { useEffect, useRef } from 'react';
import { keys } from '../../api/keys.js';
import { useCall } from '../../api/queries.js';
import { useObservable } from '../../room/observable.js';
import { useRoom } from '../../room/room-context.js';
import { placeAfter } from './place-after.js';

/** What may be done to one section, or beside it; `arrive` hears of one that was added. */
export function useSectionActions(document: DocumentId | null, arrive: (added: DocumentId) => void) {
  const { view, store } = useRoom();
  const { sections } = useObservable(store.state);
  const stale = [keys.package(view.id)];
  const add = useCall('addSection', stale);
  const move = useCall('moveSection', stale);
  const remove = useCall('removeSection', stale);
  const close = useCall('closeSection', stale);
  const reopen = useCall('reopenSection', stale);
  const order = sections.map((section) => section.document);
  const at = document === null ? -1 : order.indexOf(document);
  const params = document === null ? null : { package: view.id, document };
  const here = (act: { mutate: (request: { params: NonNullable<typeof params> }) => void }) => (): void => {
    if (params !== null) act.mutate({ params });
  };
  return {
    closed: sections[at]?.state === 'closed',
    error: add.error ?? move.error ?? remove.error ?? close.error ?? reopen.error,
    add: (kind: SectionKind) => {
      const body = { kind, after: document ?? order.at(-1) ?? null };
      add.mutate({ params: { package: view.id }, body }, { onSuccess: (added) => arrive(added.document) });
    },
    move: (by: 1 | -1) => {
      const after = placeAfter(order, at, by);
      if (params !== null && after !== undefined) move.mutate({ params, body: { after } });
    },
    remove: here(remove),
    close: here(close),
    reopen: here(reopen),
  };
}

/**
 * Takes the caret to a section once the editor shows it. The answer to the request and the section itself come over two
 * connections, in either order.
 */
export function useArrival(editor: LegalEditor | null, tick: number): (document: DocumentId) => void {
  const wanted = useRef<DocumentId | null>(null);
  useEffect(() => {
    if (wanted.current !== null && editor !== null && showSection(editor, wanted.current))
      wanted.current = null;
  }, [editor, tick]);
  return (document) => {
    wanted.current = editor !== null && showSection(editor, document) ? null : document;
  };
}

/** The caret into the section's first words, and the section into the middle of the pane. */
function showSection(editor: LegalEditor, document: DocumentId): boolean {
  if (!editor.focusSection(document)) return false;
  const section = editor.view.dom.querySelector(`[data-document="${CSS.escape(document)}"]`);
  section?.scrollIntoView({ block: 'center' });
  return true;
}
