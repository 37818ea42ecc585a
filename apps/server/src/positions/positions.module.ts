import { Module } from '@nestjs/common';
import { DemoPackage } from '../coalition/index.js';
import { DraftingModule } from '../drafting/index.js';
import { LifecycleModule } from '../lifecycle/index.js';
import { DemoNegotiation } from './demo-negotiation.js';
import { PositionsController } from './positions.controller.js';
import { PositionsService } from './positions.service.js';

@Module({
  imports: [DraftingModule, LifecycleModule],
  controllers: [PositionsController],
  providers: [DemoNegotiation, { provide: DemoPackage, useExisting: DemoNegotiation }, PositionsService],
})
export class PositionsModule {}
