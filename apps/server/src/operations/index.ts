import type { Feature } from '@entente/nest-platform';
import { OperationsModule } from './operations.module.js';

/** What whoever runs the server sees and does: metrics, security events, the page of live editing. */
export const operationsFeature: Feature = { module: OperationsModule, entities: [], migrations: [] };
