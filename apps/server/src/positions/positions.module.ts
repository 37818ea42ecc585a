import { Module } from '@nestjs/common';
import { DemoPackage } from '../coalition/index.js';
import { DraftingModule } from '../drafting/index.js';
import { LifecycleModule } from '../lifecycle/index.js';
import { AgreedController } from './agreed.controller.js';
import { AgreedService } from './agreed.service.js';
import { DemoNegotiation } from './demo-negotiation.js';
import { PositionsController } from './positions.controller.js';
import { PositionsService } from './positions.service.js';
import { TakenPositions } from './taken-positions.js';

@Module({
  imports: [DraftingModule, LifecycleModule],
  controllers: [PositionsController, AgreedController],
  providers: [
    AgreedService,
    DemoNegotiation,
    { provide: DemoPackage, useExisting: DemoNegotiation },
    PositionsService,
    TakenPositions,
  ],
  exports: [TakenPositions],
})
export class PositionsModule {}
