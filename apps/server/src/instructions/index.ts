import type { Feature } from '@entente/nest-platform';
import { InstructionTable } from './instruction.table.js';
import { InstructionsModule } from './instructions.module.js';
import { Instructions1795600500000 } from './migrations/1795600500000-instructions.js';

/** Instructions of capitals to their delegations. */
export const instructionsFeature: Feature = {
  module: InstructionsModule,
  entities: [InstructionTable],
  migrations: [Instructions1795600500000],
};
