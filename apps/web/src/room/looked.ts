import type { PackageId, PersonId } from '@entente/kernel';

/** A device's clock may be fast by so much before a change made while one was away could be missed. */
const MARGIN_MS = 5 * 60_000;

const keyOf = (person: PersonId, id: PackageId): string => `entente-looked:${person}:${id}`;

/** When this person last left this package's text on this device, in ms of its clock less a margin; null: not known. */
export function lastLooked(person: PersonId, id: PackageId): number | null {
  try {
    const kept = window.localStorage.getItem(keyOf(person, id));
    return kept !== null && /^\d{1,15}$/.test(kept) ? Number(kept) : null;
  } catch {
    // Storage may be forbidden: then nothing is known of earlier looks.
    return null;
  }
}

/** Notes that the person is looking up to now. Nothing of the text is kept on the device, only the instant. */
export function noteLooked(person: PersonId, id: PackageId, now: number): void {
  try {
    window.localStorage.setItem(keyOf(person, id), String(Math.max(0, now - MARGIN_MS)));
  } catch {
    // As above: the filter says that nothing is known.
  }
}
