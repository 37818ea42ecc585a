import { Module } from '@nestjs/common';
import { LifecycleModule } from '../lifecycle/index.js';
import { DelegationNotesController } from './delegation-notes.controller.js';
import { DelegationNotesService } from './delegation-notes.service.js';

@Module({
  imports: [LifecycleModule],
  controllers: [DelegationNotesController],
  providers: [DelegationNotesService],
})
export class DelegationNotesModule {}
