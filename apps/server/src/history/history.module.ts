import { Module } from '@nestjs/common';
import { DraftingModule } from '../drafting/index.js';
import { LifecycleModule } from '../lifecycle/index.js';
import { HistoryController } from './history.controller.js';
import { HistoryService } from './history.service.js';
import { HistoryShelf } from './history-shelf.js';
import { Moments } from './moments.js';
import { PackagePast } from './package-past.js';
import { PastRights } from './past-rights.js';
import { PointsService } from './points.service.js';
import { RestoresService } from './restores.service.js';
import { TabledVersions } from './tabled-versions.js';

@Module({
  imports: [DraftingModule, LifecycleModule],
  controllers: [HistoryController],
  providers: [
    HistoryService,
    HistoryShelf,
    Moments,
    PackagePast,
    PastRights,
    PointsService,
    RestoresService,
    TabledVersions,
  ],
})
export class HistoryModule {}
