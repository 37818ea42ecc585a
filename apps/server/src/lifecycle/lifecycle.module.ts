import type { PackageId } from '@entente/kernel';
import { SubjectRegistry } from '@entente/nest-platform';
import { Global, Module, type OnModuleInit } from '@nestjs/common';
import { AnnexCommitmentsModule } from '../annex-index/annex-commitments.module.js';
import { DraftingModule, PackageDirectory } from '../drafting/index.js';
import { DraftingRuleService } from './drafting-rule.service.js';
import { Freezing } from './freezing.js';
import { ImportService } from './import.service.js';
import { PackageParties } from './package-directory.js';
import { PackageText } from './package-text.js';
import { PackagesController } from './packages.controller.js';
import { PackagesService } from './packages.service.js';
import { RecordVeil } from './record-veil.js';
import { RecordView } from './record-view.js';
import { RecordService } from './record.service.js';
import { SectionsController } from './sections.controller.js';
import { SectionsService } from './sections.service.js';
import { TakingOn } from './taking-on.js';
import { VersionsController } from './versions.controller.js';
import { VersionsService } from './versions.service.js';

/** Lets live editing ask who takes part in a package without importing the feature that imports it. */
@Global()
@Module({
  providers: [PackageParties, { provide: PackageDirectory, useExisting: PackageParties }],
  exports: [PackageDirectory],
})
export class PackageDirectoryModule implements OnModuleInit {
  constructor(
    private readonly subjects: SubjectRegistry,
    private readonly packages: PackageDirectory,
  ) {}

  onModuleInit(): void {
    this.subjects.register('package', async (id) => (await this.packages.subjectOf(id as PackageId)) ?? null);
  }
}

@Module({
  imports: [AnnexCommitmentsModule, DraftingModule, PackageDirectoryModule],
  controllers: [PackagesController, SectionsController, VersionsController],
  providers: [
    DraftingRuleService,
    Freezing,
    ImportService,
    PackageText,
    PackagesService,
    RecordService,
    RecordVeil,
    RecordView,
    SectionsService,
    TakingOn,
    VersionsService,
  ],
  exports: [ImportService, PackageText, RecordService, RecordVeil, TakingOn, VersionsService],
})
export class LifecycleModule {}
