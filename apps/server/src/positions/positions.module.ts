import { Module } from '@nestjs/common';
import { DraftingModule } from '../drafting/index.js';
import { LifecycleModule } from '../lifecycle/index.js';
import { PositionsController } from './positions.controller.js';
import { PositionsService } from './positions.service.js';

@Module({
  imports: [DraftingModule, LifecycleModule],
  controllers: [PositionsController],
  providers: [PositionsService],
})
export class PositionsModule {}
