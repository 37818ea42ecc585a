import type { Feature } from '@entente/nest-platform';
import { CreateDrafting1795395000000 } from './1795395000000-create-drafting.js';
import { CreateEquivocationEvidence1795500200000 } from './1795500200000-create-equivocation-evidence.js';
import { CreateDraftsAtRest1795500600000 } from './1795500600000-create-drafts-at-rest.js';
import { CreateMaintenance1795500600100 } from './1795500600100-create-maintenance.js';
import { CreateNodes1795500100000 } from './1795500100000-create-nodes.js';
import { ForgetUnusedClients1795600200000 } from './1795600200000-forget-unused-clients.js';
import { NoticeRestores1795600200100 } from './1795600200100-notice-restores.js';
import { VectorOfSnapshot1795600210000 } from './1795600210000-vector-of-snapshot.js';
import { DraftingModule } from './drafting.module.js';

export { Arrivals } from './arrivals.js';
export { DraftingModule } from './drafting.module.js';
export { DraftingService } from './drafting.service.js';
export { Hands } from './hands.js';
export { LogReader, type DocumentHead } from './log-reader.js';
export { Maintenance, type MaintenanceEffect } from './maintenance.js';
export { LiveEditing } from './live-editing.js';
export { LiveFacts, type Connected, type FrameName, type LiveFact } from './live-facts.js';
export type { LiveSocket } from './live-socket.js';
export { LiveSockets } from './live-sockets.js';
export {
  PackageDirectory,
  type ArrangeRefusal,
  type Author,
  type ClosedDocument,
  type NewText,
  type PackageFacts,
  type SectionState,
} from './drafting.types.js';

/** Live editing: the log of every document, its sockets, and what other features may do with a package's text. */
export const draftingFeature: Feature = {
  module: DraftingModule,
  entities: [],
  migrations: [
    CreateDrafting1795395000000,
    CreateNodes1795500100000,
    CreateEquivocationEvidence1795500200000,
    CreateDraftsAtRest1795500600000,
    CreateMaintenance1795500600100,
    ForgetUnusedClients1795600200000,
    VectorOfSnapshot1795600210000,
    NoticeRestores1795600200100,
  ],
};
