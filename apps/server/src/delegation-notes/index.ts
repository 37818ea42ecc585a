import type { Feature } from '@entente/nest-platform';
import { DelegationNoteTable } from './delegation-note.table.js';
import { DelegationNotesModule } from './delegation-notes.module.js';
import { DelegationNotes1795700300000 } from './migrations/1795700300000-delegation-notes.js';

/** Notes of people to their own delegation. */
export const delegationNotesFeature: Feature = {
  module: DelegationNotesModule,
  entities: [DelegationNoteTable],
  migrations: [DelegationNotes1795700300000],
};
