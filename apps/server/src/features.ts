import type { DatabaseParts, Feature } from '@entente/nest-platform';
import { coalitionFeature } from './coalition/index.js';
import { identityFeature } from './identity/index.js';

/** Every feature of this server. Its tables and routes exist because it stands here. */
export const features: readonly Feature[] = [identityFeature, coalitionFeature];

export const databaseParts: DatabaseParts = {
  entities: features.flatMap((feature) => feature.entities),
  migrations: features.flatMap((feature) => feature.migrations),
};
