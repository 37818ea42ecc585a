import type { DatabaseParts } from '@entente/nest-platform';
import { CreateAnnexes1795392000000 } from './1795392000000-create-annexes.js';
import { AnnexTable } from './annex.table.js';
import { ContentTable } from './content.table.js';
import { OpeningTable } from './opening.table.js';
import { ReleaseTable } from './release.table.js';

/** The annex store's own database: nothing else has access to it, and it has access to nothing else. */
export const databaseParts: DatabaseParts = {
  entities: [AnnexTable, ContentTable, OpeningTable, ReleaseTable],
  migrations: [CreateAnnexes1795392000000],
};
