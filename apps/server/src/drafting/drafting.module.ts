import { Module } from '@nestjs/common';
import { DraftingGateway } from './drafting.gateway.js';
import { DraftingService } from './drafting.service.js';
import { LiveEditing } from './live-editing.js';
import { LiveSockets } from './live-sockets.js';
import { SocketAdmission } from './socket-admission.js';

@Module({
  providers: [LiveEditing, LiveSockets, SocketAdmission, DraftingGateway, DraftingService],
  exports: [DraftingService],
})
export class DraftingModule {}
