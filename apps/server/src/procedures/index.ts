import type { Feature } from '@entente/nest-platform';
import { CorrectedTextTable } from './corrigenda/corrected-text.table.js';
import { EventTable } from './event.table.js';
import { Procedures1795400200000 } from './migrations/1795400200000-procedures.js';
import { DerogationTable } from './derogation/derogation.table.js';
import { ProcedureEvents1795600300400 } from './migrations/1795600300400-procedure-events.js';
import { Derogations1795700700000 } from './migrations/1795700700000-derogations.js';
import { CorrectedTexts1795712000000 } from './migrations/1795712000000-corrected-texts.js';
import { ReminderWatch1795711000001 } from './migrations/1795711000001-reminder-watch.js';
import { JointDeclarations1795711000002 } from './migrations/1795711000002-joint-declarations.js';
import { NoticeNonces1795712000001 } from './migrations/1795712000001-notice-nonces.js';
import { NoticeTable } from './notice.table.js';
import { JoinTable, JointDeclarationTable } from './joint/joint-declaration.table.js';
import { ProcedureTable } from './procedure.table.js';
import { ProceduresModule } from './procedures.module.js';
import { ReminderWatchTable } from './reminding/reminder-watch.table.js';

export { ProceduresModule };
export { CorrectedTexts, type DecidedText } from './corrigenda/corrected-texts.js';
export { ProcedureReadings } from './procedure-readings.js';

/** Procedures on frozen versions: their events, and what they come to. */
export const proceduresFeature: Feature = {
  module: ProceduresModule,
  entities: [
    ProcedureTable,
    EventTable,
    NoticeTable,
    DerogationTable,
    ReminderWatchTable,
    JointDeclarationTable,
    JoinTable,
    CorrectedTextTable,
  ],
  migrations: [
    Procedures1795400200000,
    ProcedureEvents1795600300400,
    Derogations1795700700000,
    ReminderWatch1795711000001,
    JointDeclarations1795711000002,
    CorrectedTexts1795712000000,
    NoticeNonces1795712000001,
  ],
};
