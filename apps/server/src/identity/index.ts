import type { Feature } from '@entente/nest-platform';
import { CreateIdentity1795392000000 } from './1795392000000-create-identity.js';
import { RevokeOnce1795404600000 } from './1795404600000-revoke-once.js';
import { OperatorEndsSessions1795500500000 } from './1795500500000-operator-ends-sessions.js';
import { PeopleHaveAZone1795600300100 } from './1795600300100-people-have-a-zone.js';
import { DelegationTable } from './delegation.table.js';
import { IdentityModule } from './identity.module.js';
import { MandateTable } from './mandate.table.js';
import { PersonTable } from './person.table.js';

export { loadAccessKeys } from './access-keys.js';
export { databaseTime } from './database-time.js';
export { DelegationService } from './delegation.service.js';
export { IdentityService } from './identity.service.js';
export { MandateService } from './mandate.service.js';
export { PeopleService } from './people.service.js';
export { refreshTokenIn } from './refresh-cookie.js';
export { RightsWatch } from './rights-watch.js';
export { SessionService } from './session.service.js';
export { TicketService } from './ticket.service.js';

/** People, seats, mandates, sessions. Global module: other features inject its services without importing it. */
export const identityFeature: Feature = {
  module: IdentityModule,
  entities: [DelegationTable, PersonTable, MandateTable],
  migrations: [
    CreateIdentity1795392000000,
    RevokeOnce1795404600000,
    OperatorEndsSessions1795500500000,
    PeopleHaveAZone1795600300100,
  ],
};
