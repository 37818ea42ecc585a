import type { Feature } from '@entente/nest-platform';
import { Positions1795400300000 } from './migrations/1795400300000-positions.js';
import { PositionTable } from './position.table.js';
import { PositionsModule } from './positions.module.js';

/** Positions of partners on provisions. */
export const positionsFeature: Feature = {
  module: PositionsModule,
  entities: [PositionTable],
  migrations: [Positions1795400300000],
};
