import { Module } from '@nestjs/common';
import { DraftingModule } from '../drafting/index.js';
import { MetricsDoor } from './metrics-door.js';
import { MetricsService } from './metrics.service.js';
import { NodeIdentity } from './node-identity.js';

@Module({
  imports: [DraftingModule],
  providers: [NodeIdentity, MetricsService, MetricsDoor],
})
export class OperationsModule {}
