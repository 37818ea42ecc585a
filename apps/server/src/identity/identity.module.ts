import { Authenticator } from '@entente/nest-platform';
import { Global, Module, type MiddlewareConsumer, type NestModule } from '@nestjs/common';
import { AccountController } from './account.controller.js';
import { AccessTokenService } from './access-token.service.js';
import { AccessTokenStrategy } from './access-token.strategy.js';
import { AdministratorRule } from './administrator-rule.js';
import { DelegationService } from './delegation.service.js';
import { ForeignOrigin } from './foreign-origin.js';
import { IdentityService } from './identity.service.js';
import { MandateService } from './mandate.service.js';
import { MeService } from './me.service.js';
import { PassportAuthenticator } from './passport-authenticator.js';
import { PassportService } from './passport.service.js';
import { PeopleService } from './people.service.js';
import { RightsWatch } from './rights-watch.js';
import { SessionAnswer } from './session-answer.js';
import { SessionController } from './session.controller.js';
import { SessionService } from './session.service.js';
import { SignInService } from './sign-in.service.js';
import { SignInTries } from './sign-in-tries.js';
import { TicketService } from './ticket.service.js';

/** Global: the guard before every route asks it who is calling. */
@Global()
@Module({
  controllers: [SessionController, AccountController],
  providers: [
    AccessTokenService,
    AccessTokenStrategy,
    AdministratorRule,
    DelegationService,
    IdentityService,
    MandateService,
    MeService,
    PassportService,
    PeopleService,
    RightsWatch,
    SessionAnswer,
    SessionService,
    SignInService,
    SignInTries,
    TicketService,
    { provide: Authenticator, useClass: PassportAuthenticator },
  ],
  exports: [
    Authenticator,
    DelegationService,
    IdentityService,
    MandateService,
    PeopleService,
    RightsWatch,
    SessionService,
    TicketService,
  ],
})
export class IdentityModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(ForeignOrigin).forRoutes('{*path}');
  }
}
