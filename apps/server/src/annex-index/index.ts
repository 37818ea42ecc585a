import type { Feature } from '@entente/nest-platform';
import { AnnexCommitmentTable } from './annex-commitment.table.js';
import { AnnexIndexModule } from './annex-index.module.js';
import { AnnexCommitments1795400100000 } from './migrations/1795400100000-annex-commitments.js';

export { AnnexIndexService } from './annex-index.service.js';
export { AnnexIndexModule };

/** The index of a package's annexes: commitments, never contents. */
export const annexIndexFeature: Feature = {
  module: AnnexIndexModule,
  entities: [AnnexCommitmentTable],
  migrations: [AnnexCommitments1795400100000],
};
