import type { Feature } from '@entente/nest-platform';
import { CreateJobs1795600300000 } from './1795600300000-create-jobs.js';
import { JobsModule } from './jobs.module.js';

export { Alarms, type KeptAlarm } from './alarms.js';
export { QUEUES } from './queues.js';

/** Alarms kept in the database. Global module. */
export const jobsFeature: Feature = {
  module: JobsModule,
  entities: [],
  migrations: [CreateJobs1795600300000],
};
