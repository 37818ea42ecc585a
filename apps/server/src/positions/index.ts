import type { Feature } from '@entente/nest-platform';
import { Positions1795400300000 } from './migrations/1795400300000-positions.js';
import { AgreedMarks1795700600000 } from './migrations/1795700600000-agreed-marks.js';
import { AgreedTable } from './agreed.table.js';
import { PositionLevel1795700500000 } from './migrations/1795700500000-position-level.js';
import { PositionTable } from './position.table.js';
import { PositionsModule } from './positions.module.js';

export { PositionsModule };
export { TakenPositions } from './taken-positions.js';

/** Positions of partners on provisions. */
export const positionsFeature: Feature = {
  module: PositionsModule,
  entities: [PositionTable, AgreedTable],
  migrations: [Positions1795400300000, PositionLevel1795700500000, AgreedMarks1795700600000],
};
