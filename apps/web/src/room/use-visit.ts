import type { PackageId } from '@entente/kernel';
import { useEffect, useState } from 'react';
import { useMe } from '../frame/actor.js';
import { lastLooked, noteLooked } from './looked.js';

/** When the person last left this package before this visit; the visit's own end is noted for the next one. */
export function useVisit(id: PackageId): number | null {
  const { person } = useMe();
  const [before] = useState(() => lastLooked(person, id));
  useEffect(() => {
    const note = (): void => {
      noteLooked(person, id, Date.now());
    };
    window.addEventListener('pagehide', note);
    return () => {
      window.removeEventListener('pagehide', note);
      note();
    };
  }, [person, id]);
  return before;
}
