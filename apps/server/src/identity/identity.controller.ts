import { routes, type Session } from '@entente/contracts';
import {
  ContractController,
  Implements,
  Input,
  Refusal,
  type AnswerOf,
  type InputOf,
} from '@entente/nest-platform';
import { Inject, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ServerConfig } from '../server-config.js';
import { AccessTokenService } from './access-token.service.js';
import { MeService } from './me.service.js';
import { PassportService } from './passport.service.js';
import {
  clearRefreshCookie,
  refreshTokenOf,
  refuseForeignOrigin,
  setRefreshCookie,
} from './refresh-cookie.js';
import { SessionService, type OpenSession } from './session.service.js';
import { TicketService } from './ticket.service.js';

@ContractController()
export class IdentityController {
  constructor(
    @Inject(ServerConfig) private readonly config: ServerConfig,
    @Inject(PassportService) private readonly passport: PassportService,
    @Inject(SessionService) private readonly sessions: SessionService,
    @Inject(AccessTokenService) private readonly tokens: AccessTokenService,
    @Inject(TicketService) private readonly tickets: TicketService,
    @Inject(MeService) private readonly people: MeService,
  ) {}

  @Implements(routes.signIn)
  async signIn(
    @Input() _input: InputOf<typeof routes.signIn>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Session> {
    refuseForeignOrigin(request, this.config);
    const person = await this.passport.byPassword(request, response);
    // Always a new session: a token that someone planted before signing in is worth nothing after it (W16).
    return this.#answer(response, await this.sessions.start(person));
  }

  @Implements(routes.refreshSession)
  async refresh(
    @Input() _input: InputOf<typeof routes.refreshSession>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Session> {
    refuseForeignOrigin(request, this.config);
    const token = refreshTokenOf(request, this.config);
    if (token === null) throw new Refusal('SIGN_IN_REQUIRED');
    const next = await this.sessions.rotate(token);
    if (!next.ok) {
      clearRefreshCookie(response, this.config);
      throw new Refusal(next.error.code);
    }
    return this.#answer(response, next.value);
  }

  @Implements(routes.signOut)
  async signOut(
    @Input() { session }: InputOf<typeof routes.signOut>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    refuseForeignOrigin(request, this.config);
    if (session !== null) await this.sessions.end(session, 'signed_out');
    clearRefreshCookie(response, this.config);
  }

  @Implements(routes.me)
  async me(@Input() { actor }: InputOf<typeof routes.me>): Promise<AnswerOf<typeof routes.me>> {
    return this.people.me(actor.person);
  }

  @Implements(routes.changePassword)
  async changePassword(
    @Input() { actor, session, body }: InputOf<typeof routes.changePassword>,
  ): Promise<void> {
    await this.people.changePassword(actor.person, session, body);
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

  async #answer(response: Response, open: OpenSession): Promise<Session> {
    const token = await this.tokens.sign(open);
    setRefreshCookie(response, this.config, open.refreshToken);
    response.setHeader('Cache-Control', 'no-store');
    return { ...token, me: await this.people.me(open.person) };
  }
}
