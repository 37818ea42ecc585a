import { Module } from '@nestjs/common';
import { AnnexIndexModule } from '../annex-index/index.js';
import { DraftingModule } from '../drafting/index.js';
import { LifecycleModule } from '../lifecycle/index.js';
import { ProceduresModule } from '../procedures/index.js';
import { PublicPageController } from './public-page.controller.js';
import { PublicationController } from './publication.controller.js';
import { PublicationFiles } from './publication-files.js';
import { PublicationService } from './publication.service.js';

@Module({
  imports: [AnnexIndexModule, DraftingModule, LifecycleModule, ProceduresModule],
  controllers: [PublicationController, PublicPageController],
  providers: [PublicationFiles, PublicationService],
})
export class PublicationModule {}
