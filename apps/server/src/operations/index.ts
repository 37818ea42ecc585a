import type { Feature } from '@entente/nest-platform';
import { CreateNodeStatus1795500500100 } from './1795500500100-create-node-status.js';
import { NodesTellOfThemselves1795600100000 } from './1795600100000-nodes-tell-of-themselves.js';
import { OperationsModule } from './operations.module.js';

/** What whoever runs the server sees and does: metrics, security events, the page of live editing. */
export const operationsFeature: Feature = {
  module: OperationsModule,
  entities: [],
  migrations: [CreateNodeStatus1795500500100, NodesTellOfThemselves1795600100000],
};
