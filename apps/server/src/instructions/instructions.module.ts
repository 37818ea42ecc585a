import { Module } from '@nestjs/common';
import { LifecycleModule } from '../lifecycle/index.js';
import { InstructionsController } from './instructions.controller.js';
import { InstructionsService } from './instructions.service.js';

@Module({
  imports: [LifecycleModule],
  controllers: [InstructionsController],
  providers: [InstructionsService],
})
export class InstructionsModule {}
