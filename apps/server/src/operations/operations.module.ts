import { Module } from '@nestjs/common';
import { DraftingModule } from '../drafting/index.js';
import { EpochService } from './epoch.service.js';
import { LiveSecurity } from './live-security.js';
import { MaintenanceService } from './maintenance.service.js';
import { MemoryAtRest } from './memory-at-rest.js';
import { MetricsDoor } from './metrics-door.js';
import { MetricsService } from './metrics.service.js';
import { NodeIdentity } from './node-identity.js';
import { Inventories } from './node-inventory.js';
import { NodeReadiness } from './node-readiness.js';
import { NodeStatuses } from './node-statuses.js';
import { NodeWatch } from './node-watch.js';
import { SystemController } from './system.controller.js';
import { SystemService } from './system.service.js';

@Module({
  imports: [DraftingModule],
  controllers: [SystemController],
  providers: [
    NodeIdentity,
    NodeWatch,
    Inventories,
    NodeStatuses,
    NodeReadiness,
    LiveSecurity,
    MetricsService,
    MetricsDoor,
    SystemService,
    MaintenanceService,
    EpochService,
    MemoryAtRest,
  ],
})
export class OperationsModule {}
