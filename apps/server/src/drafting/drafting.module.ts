import { Module } from '@nestjs/common';
import { DraftingGateway } from './drafting.gateway.js';
import { DraftingService } from './drafting.service.js';
import { LiveEditing } from './live-editing.js';
import { LiveFacts } from './live-facts.js';
import { LiveSockets } from './live-sockets.js';
import { SocketAdmission } from './socket-admission.js';

@Module({
  providers: [LiveFacts, LiveEditing, LiveSockets, SocketAdmission, DraftingGateway, DraftingService],
  exports: [DraftingService, LiveEditing, LiveFacts, LiveSockets],
})
export class DraftingModule {}
