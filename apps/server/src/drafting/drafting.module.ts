import { Module } from '@nestjs/common';
import { DraftKeys } from './draft-keys.js';
import { DraftKeysController } from './draft-keys.controller.js';
import { DraftingGateway } from './drafting.gateway.js';
import { DraftingService } from './drafting.service.js';
import { Hands } from './hands.js';
import { LiveEditing } from './live-editing.js';
import { LiveFacts } from './live-facts.js';
import { LiveSockets } from './live-sockets.js';
import { LogReader } from './log-reader.js';
import { Maintenance } from './maintenance.js';
import { SocketAdmission } from './socket-admission.js';

@Module({
  controllers: [DraftKeysController],
  providers: [
    DraftKeys,
    LiveFacts,
    LiveEditing,
    LiveSockets,
    SocketAdmission,
    DraftingGateway,
    DraftingService,
    Hands,
    LogReader,
    Maintenance,
  ],
  exports: [DraftingService, Hands, LogReader, LiveEditing, LiveFacts, LiveSockets, Maintenance],
})
export class DraftingModule {}
