import { Module } from '@nestjs/common';
import { DraftingModule } from '../drafting/index.js';
import { LifecycleModule } from '../lifecycle/index.js';
import { AnnexCommitmentsModule } from './annex-commitments.module.js';
import { AnnexIndexController } from './annex-index.controller.js';
import { AnnexIndexService } from './annex-index.service.js';

@Module({
  imports: [AnnexCommitmentsModule, DraftingModule, LifecycleModule],
  controllers: [AnnexIndexController],
  providers: [AnnexIndexService],
  exports: [AnnexIndexService],
})
export class AnnexIndexModule {}
