import type { ProcedureId } from '@entente/kernel';
import { SubjectRegistry } from '@entente/nest-platform';
import { Module, type OnModuleInit } from '@nestjs/common';
import { DraftingModule, PackageDirectory } from '../drafting/index.js';
import { LifecycleModule } from '../lifecycle/index.js';
import { NotificationsModule } from '../notifications/index.js';
import { PositionsModule } from '../positions/index.js';
import { RulebooksModule } from '../rulebooks/index.js';
import { Beginnings } from './beginnings.js';
import { Bell } from './bell.js';
import { ChairCommands } from './chair-commands.js';
import { ChairController } from './chair.controller.js';
import { ClockGuard, ProcessClock } from './clock-guard.js';
import { ClosingService } from './closing.service.js';
import { CorrectedTexts } from './corrigenda/corrected-texts.js';
import { DeadlineCalendar } from './deadline-calendar.js';
import { DecisionRecords } from './decision-record.js';
import { DerogationBasis } from './derogation/derogation-basis.js';
import { DerogationOpening } from './derogation/derogation-opening.js';
import { DerogationReadings } from './derogation/derogation-readings.js';
import { DerogationsController } from './derogation/derogations.controller.js';
import { Derogations } from './derogation/derogations.service.js';
import { DueProcedures } from './due-procedures.js';
import { FrozenFacts } from './frozen-facts.js';
import { JointDeclarationsController } from './joint/joint-declarations.controller.js';
import { JointDeclarations } from './joint/joint-declarations.service.js';
import { LeaveService } from './leave.service.js';
import { Openings } from './openings.js';
import { RecordPdf } from './paper/record-pdf.js';
import { PartnerCommands } from './partner-commands.js';
import { PartnerController } from './partner.controller.js';
import { ProcedureAlarms } from './procedure-alarms.js';
import { ProcedureDesk } from './procedure-desk.js';
import { ProcedureReadings } from './procedure-readings.js';
import { ProcedureWriter } from './procedure-writer.js';
import { ProceduresController } from './procedures.controller.js';
import { ProceduresService } from './procedures.service.js';
import { ReceiptsService } from './receipts.service.js';
import { RecordCurtain } from './record-curtain.js';
import { RecordsController } from './records.controller.js';
import { ReminderAlarms } from './reminding/reminder-alarms.js';
import { ReminderLook } from './reminding/reminder-look.js';
import { ReminderRound } from './reminding/reminder-round.js';
import { ReminderTelling } from './reminding/reminder-telling.js';
import { RemindersController } from './reminding/reminders.controller.js';
import { RemindersService } from './reminding/reminders.service.js';
import { RulebooksController } from './rulebooks.controller.js';
import { SchedulerController } from './scheduler.controller.js';
import { SchedulerWatch } from './scheduler-watch.js';
import { StandingReserves } from './standing-reserves.js';
import { Telling } from './telling.js';
import { TimeOwed } from './time-owed.js';
import { Waking } from './waking.js';

@Module({
  imports: [DraftingModule, LifecycleModule, NotificationsModule, PositionsModule, RulebooksModule],
  controllers: [
    ProceduresController,
    RecordsController,
    ChairController,
    PartnerController,
    RulebooksController,
    DerogationsController,
    JointDeclarationsController,
    SchedulerController,
    RemindersController,
  ],
  providers: [
    Beginnings,
    Bell,
    ChairCommands,
    ClockGuard,
    ClosingService,
    CorrectedTexts,
    DeadlineCalendar,
    DecisionRecords,
    DerogationBasis,
    DerogationOpening,
    DerogationReadings,
    Derogations,
    DueProcedures,
    FrozenFacts,
    JointDeclarations,
    LeaveService,
    Openings,
    PartnerCommands,
    ProcedureDesk,
    ProcedureReadings,
    ProcedureWriter,
    ProceduresService,
    ProcessClock,
    ReceiptsService,
    RecordCurtain,
    RecordPdf,
    ProcedureAlarms,
    ReminderAlarms,
    ReminderLook,
    ReminderRound,
    ReminderTelling,
    RemindersService,
    SchedulerWatch,
    StandingReserves,
    Telling,
    TimeOwed,
    Waking,
  ],
  exports: [CorrectedTexts, ProcedureReadings],
})
export class ProceduresModule implements OnModuleInit {
  constructor(
    private readonly subjects: SubjectRegistry,
    private readonly packages: PackageDirectory,
    private readonly desk: ProcedureDesk,
  ) {}

  onModuleInit(): void {
    this.subjects.register('procedure', async (id) => {
      const packageId = await this.desk.packageOf(id as ProcedureId);
      return packageId === undefined ? null : ((await this.packages.subjectOf(packageId)) ?? null);
    });
  }
}
