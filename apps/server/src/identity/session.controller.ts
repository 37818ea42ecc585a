import { routes, type Session } from '@entente/contracts';
import { ContractController, Implements, Input, Refusal, type InputOf } from '@entente/nest-platform';
import { Inject, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ServerConfig } from '../server-config.js';
import { PassportService } from './passport.service.js';
import { clearRefreshCookie, refreshTokenOf } from './refresh-cookie.js';
import { SessionAnswer } from './session-answer.js';
import { SessionService } from './session.service.js';

@ContractController()
export class SessionController {
  constructor(
    @Inject(ServerConfig) private readonly config: ServerConfig,
    @Inject(PassportService) private readonly passport: PassportService,
    @Inject(SessionService) private readonly sessions: SessionService,
    @Inject(SessionAnswer) private readonly answer: SessionAnswer,
  ) {}

  @Implements(routes.signIn)
  async signIn(
    @Input() _input: InputOf<typeof routes.signIn>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Session> {
    const person = await this.passport.byPassword(request, response);
    // Always a new session: a token that someone planted before signing in is worth nothing after it (W16).
    return this.answer.give(response, await this.sessions.start(person));
  }

  @Implements(routes.refreshSession)
  async refresh(
    @Input() _input: InputOf<typeof routes.refreshSession>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Session> {
    const token = refreshTokenOf(request, this.config);
    if (token === null) throw new Refusal('SIGN_IN_REQUIRED');
    const next = await this.sessions.rotate(token);
    if (!next.ok) {
      clearRefreshCookie(response, this.config);
      throw new Refusal(next.error.code);
    }
    return this.answer.give(response, next.value);
  }

  @Implements(routes.signOut)
  async signOut(
    @Input() { session }: InputOf<typeof routes.signOut>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    if (session !== null) await this.sessions.end(session, 'signed_out');
    clearRefreshCookie(response, this.config);
  }
}
