import { useEffect, useRef } from 'react';
import { useSearchParams } from 'react-router';

/** What an address asks to be opened: the name of an act, and the procedure that it is about. */
export type LinkedAct = { readonly act: string; readonly procedure: string | null };

/**
 * Hears the act that the address asks for, `?act=extend&procedure=…`, once `ready`: a link leads to an act sheet and never acts. What
 * it asks for is then taken out of the address, so that going back or loading again does not open it once more.
 */
export function useLinkedAct(ready: boolean, hear: (linked: LinkedAct) => void): void {
  const [search, setSearch] = useSearchParams();
  const latest = useRef(hear);
  useEffect(() => {
    latest.current = hear;
  });
  const act = search.get('act');
  useEffect(() => {
    if (act === null || !ready) return;
    const rest = new URLSearchParams(search);
    rest.delete('act');
    rest.delete('procedure');
    latest.current({ act, procedure: search.get('procedure') });
    setSearch(rest, { replace: true });
  }, [act, ready, search, setSearch]);
}
