import type { Feature } from '@entente/nest-platform';
import { LifecycleModule } from './lifecycle.module.js';
import { Packages1795400000000 } from './migrations/1795400000000-packages.js';
import { DraftingRule1795500400000 } from './migrations/1795500400000-drafting-rule.js';
import { OneClock1795600300300 } from './migrations/1795600300300-one-clock.js';
import { SealedTexts1795700800000 } from './migrations/1795700800000-sealed-texts.js';
import { ReturnedVersions1795710000000 } from './migrations/1795710000000-returned-versions.js';
import { PackageNumberTable, PackageTable } from './package.table.js';
import { FormalActTable } from './record.table.js';
import { CanonicalBytesTable, VersionTable } from './version.table.js';

export { actingOf, BY_TIME, levelOf, type Acting, type ByTime } from './acting.js';
export { ImportService } from './import.service.js';
export { LifecycleModule };
export { notReady } from './not-ready.js';
export { packageNumber, publicationAddress } from './number.js';
export { refusalOfPackage } from './package-state.js';
export { PackageText } from './package-text.js';
export { RecordVeil } from './record-veil.js';
export { RecordService, type FormalAct, type LockedPackage } from './record.service.js';
export { TakingOn } from './taking-on.js';
export { transact, unwrap, type Answer } from './transact.js';
export { VersionsService } from './versions.service.js';

/** Packages, their record of formal acts, and their frozen versions. */
export const lifecycleFeature: Feature = {
  module: LifecycleModule,
  entities: [PackageTable, PackageNumberTable, FormalActTable, VersionTable, CanonicalBytesTable],
  migrations: [
    Packages1795400000000,
    DraftingRule1795500400000,
    OneClock1795600300300,
    SealedTexts1795700800000,
    ReturnedVersions1795710000000,
  ],
};
