import type { Feature } from '@entente/nest-platform';
import { HistoryModule } from './history.module.js';
import { HiddenPointTable, PointTable, RestoredTable, RestoreTable } from './history.tables.js';
import { History1795500300000 } from './migrations/1795500300000-history.js';

/** Any past state of a text, who wrote and removed what, named moments, and bringing a past text back. */
export const historyFeature: Feature = {
  module: HistoryModule,
  entities: [PointTable, HiddenPointTable, RestoreTable, RestoredTable],
  migrations: [History1795500300000],
};
