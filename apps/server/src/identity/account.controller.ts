import { routes } from '@entente/contracts';
import {
  ContractController,
  Implements,
  Input,
  Refusal,
  type AnswerOf,
  type InputOf,
} from '@entente/nest-platform';
import { Inject, Req } from '@nestjs/common';
import type { Request } from 'express';
import { ServerConfig } from '../server-config.js';
import { AccessTokenService } from './access-token.service.js';
import { MeService } from './me.service.js';
import { TicketService } from './ticket.service.js';

@ContractController()
export class AccountController {
  constructor(
    @Inject(ServerConfig) private readonly config: ServerConfig,
    @Inject(AccessTokenService) private readonly tokens: AccessTokenService,
    @Inject(TicketService) private readonly tickets: TicketService,
    @Inject(MeService) private readonly people: MeService,
  ) {}

  @Implements(routes.me)
  async me(@Input() { actor }: InputOf<typeof routes.me>): Promise<AnswerOf<typeof routes.me>> {
    return this.people.me(actor.person);
  }

  @Implements(routes.changeProfile)
  async changeProfile(
    @Input() { actor, body }: InputOf<typeof routes.changeProfile>,
  ): Promise<AnswerOf<typeof routes.changeProfile>> {
    return this.people.changeProfile(actor.person, body);
  }

  @Implements(routes.changePassword)
  async changePassword(
    @Input() { actor, session, body }: InputOf<typeof routes.changePassword>,
    @Req() request: Request,
  ): Promise<void> {
    await this.people.changePassword(actor.person, session, { ...body, address: request.ip ?? '' });
  }

  @Implements(routes.socketTicket)
  async socketTicket(
    @Input() { actor, session }: InputOf<typeof routes.socketTicket>,
  ): Promise<AnswerOf<typeof routes.socketTicket>> {
    if (session === null) throw new Refusal('SESSION_ENDED');
    return this.tickets.give(actor.person, session);
  }

  @Implements(routes.annexToken)
  async annexToken(
    @Input() { actor }: InputOf<typeof routes.annexToken>,
  ): Promise<AnswerOf<typeof routes.annexToken>> {
    return { ...(await this.tokens.signForAnnex(actor)), address: this.config.annexAddress };
  }
}
