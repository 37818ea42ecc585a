import type { NodeNote } from '@entente/contracts';

/** What is frequent enough for Redis; what follows a formal act goes another way. */
export type FrequentNote = Extract<NodeNote, { kind: 'document' | 'presence' | 'presence-wanted' }>;
type Presence = Extract<NodeNote, { kind: 'presence' }>;

/** One note that tells what two of the same kind and subject told one after the other. */
export function mergeNotes(before: FrequentNote | undefined, note: FrequentNote): FrequentNote {
  if (before?.kind === 'document' && note.kind === 'document')
    return { ...note, head: higher(before.head, note.head) };
  if (before?.kind === 'presence' && note.kind === 'presence' && !note.whole) return later(before, note);
  return note;
}

/** Null says more: that everything has to be read again. */
function higher(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : Math.max(a, b);
}

function later(before: Presence, note: Presence): Presence {
  const peers = new Map(before.peers.map((peer) => [peer.client, peer]));
  const gone = new Set(before.gone);
  for (const client of note.gone) {
    peers.delete(client);
    gone.add(client);
  }
  for (const peer of note.peers) {
    peers.set(peer.client, peer);
    gone.delete(peer.client);
  }
  return { ...note, whole: before.whole, peers: [...peers.values()], gone: before.whole ? [] : [...gone] };
}
