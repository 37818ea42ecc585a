import type { Feature } from '@entente/nest-platform';
import { CreateCoalition1795392001000 } from './1795392001000-create-coalition.js';
import { CoalitionModule } from './coalition.module.js';
import { CoalitionTable } from './coalition.table.js';

export { CoalitionService } from './coalition.service.js';
export { DemoPackage } from './demo-package.js';

/** The first run, the demo, and who belongs. Global module. */
export const coalitionFeature: Feature = {
  module: CoalitionModule,
  entities: [CoalitionTable],
  migrations: [CreateCoalition1795392001000],
};
