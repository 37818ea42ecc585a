import { Module } from '@nestjs/common';
import { DraftingModule } from '../drafting/index.js';
import { LiveSecurity } from './live-security.js';
import { MetricsDoor } from './metrics-door.js';
import { MetricsService } from './metrics.service.js';
import { NodeIdentity } from './node-identity.js';

@Module({
  imports: [DraftingModule],
  providers: [NodeIdentity, LiveSecurity, MetricsService, MetricsDoor],
})
export class OperationsModule {}
