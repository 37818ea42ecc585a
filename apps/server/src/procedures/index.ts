import type { Feature } from '@entente/nest-platform';
import { ActTable } from './act.table.js';
import { Procedures1795400200000 } from './migrations/1795400200000-procedures.js';
import { ProcedureTable } from './procedure.table.js';
import { ProceduresModule } from './procedures.module.js';

export { ProceduresModule };
export { ProceduresService } from './procedures.service.js';

/** Procedures on frozen versions, and the acts of partners in them. */
export const proceduresFeature: Feature = {
  module: ProceduresModule,
  entities: [ProcedureTable, ActTable],
  migrations: [Procedures1795400200000],
};
