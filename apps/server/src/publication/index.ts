import type { Feature } from '@entente/nest-platform';
import { Publications1795400400000 } from './migrations/1795400400000-publications.js';
import { Editions1795700800100 } from './migrations/1795700800100-editions.js';
import { PublicationModule } from './publication.module.js';
import { PublicationTable } from './publication.table.js';

/** Publications: the public register and its pages. */
export const publicationFeature: Feature = {
  module: PublicationModule,
  entities: [PublicationTable],
  migrations: [Publications1795400400000, Editions1795700800100],
};
