import type { Topic } from '@entente/contracts';

/** Keys of the query cache: everything of a package stands under its id, so one prefix refreshes it. */
export const keys = {
  setup: ['setup'],
  clock: ['clock'],
  coalition: ['coalition'],
  rulebooks: ['rulebooks'],
  notifications: ['notifications'],
  reminders: ['reminders'],
  /** Under one's reminders everywhere, which hold where nothing else was chosen. */
  procedureReminders: (id: string) => ['reminders', id],
  people: ['people'],
  packages: ['packages'],
  publications: ['publications'],
  books: (kind: string) => ['books', kind],
  liveStatus: ['live-status'],
  scheduler: ['scheduler'],
  maintenance: ['maintenance'],
  mail: ['mail'],
  package: (id: string) => ['package', id],
  version: (id: string, revision: number) => ['package', id, 'version', revision],
  correctedText: (id: string, corrigendum: string) => ['package', id, 'corrected', corrigendum],
  procedures: (id: string) => ['package', id, 'procedures'],
  /** Under the procedures, whose topic announces them. */
  jointDeclarations: (id: string, procedure: string) => ['package', id, 'procedures', 'joint', procedure],
  standingReserves: (id: string) => ['package', id, 'positions', 'reserves'],
  publicationPreview: (id: string) => ['package', id, 'publication'],
  positions: (id: string) => ['package', id, 'positions'],
  /** Under the positions, whose topic announces them too. */
  agreed: (id: string) => ['package', id, 'positions', 'agreed'],
  /** Under the positions: whatever changes them changes it. */
  movement: (id: string) => ['package', id, 'positions', 'movement'],
  /** Of one's own partner; nothing on the wire announces them. */
  instructions: (id: string) => ['package', id, 'instructions'],
  delegationNotes: (id: string) => ['package', id, 'delegation-notes'],
  annexIndex: (id: string) => ['package', id, 'annexes'],
  annexes: (id: string) => ['annex-store', id],
  openings: (annex: string) => ['annex-store', 'openings', annex],
  record: (id: string) => ['package', id, 'record'],
  history: (id: string) => ['package', id, 'history'],
} as const;

/** What to read again when the server says that a topic of a package changed. */
export function keysOfTopic(id: string, topic: Topic): readonly (readonly string[])[] {
  const record = keys.record(id);
  // The bare package key is a prefix of all others; topics about the whole package refresh everything under it.
  switch (topic) {
    case 'package':
    case 'versions':
      return [keys.package(id), keys.packages];
    case 'publication':
      return [keys.package(id), keys.packages, keys.publications];
    case 'structure':
      return [keys.package(id)];
    case 'procedures':
      return [keys.procedures(id), keys.notifications, record];
    case 'positions':
      return [keys.positions(id)];
    case 'history':
      return [keys.history(id)];
    case 'annexes':
      return [keys.annexIndex(id), keys.annexes(id), record];
  }
}
