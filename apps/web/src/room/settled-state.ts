import type { RoomState } from './room-store.js';

type Section = RoomState['sections'][number];

/**
 * What of the new state is equal to the old is the old: each edit is told of when it is sent, when it is recorded and
 * when it arrives, and none of that changes what the screens show of the connection.
 */
export function settledState(before: RoomState, next: RoomState): RoomState {
  const same =
    before.sections.length === next.sections.length &&
    before.sections.every((one, at) => sameSection(one, next.sections[at]));
  const sections = same ? before.sections : next.sections;
  const { status, ended, synced, stalled, keeping, everSynced } = before;
  const unchanged =
    same &&
    status === next.status &&
    ended === next.ended &&
    synced === next.synced &&
    stalled === next.stalled &&
    keeping === next.keeping &&
    everSynced === next.everSynced;
  return unchanged ? before : { ...next, sections };
}

function sameSection(a: Section, b: Section | undefined): boolean {
  return (
    a.document === b?.document &&
    a.kind === b.kind &&
    a.doc === b.doc &&
    a.state === b.state &&
    a.access === b.access
  );
}
