import { Module } from '@nestjs/common';
import { DraftingGateway } from './drafting.gateway.js';
import { DraftingService } from './drafting.service.js';
import { LiveEditing } from './live-editing.js';

@Module({
  providers: [LiveEditing, DraftingGateway, DraftingService],
  exports: [DraftingService],
})
export class DraftingModule {}
