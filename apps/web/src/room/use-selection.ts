import type { DocumentId, ProvisionId } from '@entente/kernel';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import type { ReadText } from '../text/read-text.js';
import { anchorOf, type Provision } from '../text/outline.js';

type Selected = { readonly document: DocumentId; readonly provision: ProvisionId | null };

type Selection = {
  readonly selected: Selected | null;
  /** By the caret: the text does not move. */
  readonly follow: (selected: Selected | null) => void;
  /** By the outline or a key: the address names it and the text goes there. */
  readonly choose: (provision: Provision) => void;
};

/** Which provision the screen is about; the fragment of the address names it when it was chosen. */
export function useSelection(
  text: ReadText | null,
  goTo: ((provision: ProvisionId) => void) | null,
): Selection {
  const [selected, setSelected] = useState<Selected | null>(null);
  const navigate = useNavigate();
  const { hash } = useLocation();
  const arrived = useRef(false);
  useEffect(() => {
    if (arrived.current || text === null || goTo === null) return;
    arrived.current = true;
    const wanted = provisionAt(text, hash);
    if (wanted === null) return;
    // oxlint-disable-next-line react/set-state-in-effect -- once, when the text that the address points into has arrived
    setSelected({ document: wanted.document, provision: wanted.id });
    goTo(wanted.id);
  }, [text, hash, goTo]);
  const follow = useCallback((next: Selected | null): void => {
    if (next !== null) setSelected((before) => (same(before, next) ? before : next));
  }, []);
  const choose = useCallback(
    ({ id, document, citation }: Provision): void => {
      setSelected({ document, provision: id });
      goTo?.(id);
      void navigate(`#${anchorOf(citation)}`, { replace: true });
    },
    [goTo, navigate],
  );
  return { selected, follow, choose };
}

/** The provision that a fragment names, `#art-4-2`; null where there is none. */
export function provisionAt(text: ReadText, hash: string): Provision | null {
  const anchor = hash.replace(/^#/, '');
  if (anchor === '') return null;
  for (const { provisions, marker } of text.outline) {
    const found = provisions.find(({ citation }) => anchorOf(citation) === anchor);
    if (found !== undefined) return found;
    if (anchorOf(marker) === anchor) return provisions[0] ?? null;
  }
  return null;
}

const same = (a: Selected | null, b: Selected): boolean =>
  a !== null && a.document === b.document && a.provision === b.provision;
