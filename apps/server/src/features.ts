import type { DatabaseParts, Feature } from '@entente/nest-platform';
import { annexIndexFeature } from './annex-index/index.js';
import { coalitionFeature } from './coalition/index.js';
import { delegationNotesFeature } from './delegation-notes/index.js';
import { draftingFeature } from './drafting/index.js';
import { historyFeature } from './history/index.js';
import { identityFeature } from './identity/index.js';
import { instructionsFeature } from './instructions/index.js';
import { jobsFeature } from './jobs/index.js';
import { lifecycleFeature } from './lifecycle/index.js';
import { notificationsFeature } from './notifications/index.js';
import { operationsFeature } from './operations/index.js';
import { positionsFeature } from './positions/index.js';
import { proceduresFeature } from './procedures/index.js';
import { publicationFeature } from './publication/index.js';
import { rulebooksFeature } from './rulebooks/index.js';

/** Every feature of this server. Its tables and routes exist because it stands here. */
export const features: readonly Feature[] = [
  identityFeature,
  jobsFeature,
  coalitionFeature,
  draftingFeature,
  lifecycleFeature,
  historyFeature,
  annexIndexFeature,
  positionsFeature,
  instructionsFeature,
  delegationNotesFeature,
  rulebooksFeature,
  notificationsFeature,
  proceduresFeature,
  publicationFeature,
  operationsFeature,
];

export const databaseParts: DatabaseParts = {
  entities: features.flatMap((feature) => feature.entities),
  migrations: features.flatMap((feature) => feature.migrations),
};
