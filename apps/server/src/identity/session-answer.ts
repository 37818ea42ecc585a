import type { Session } from '@entente/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { ServerConfig } from '../server-config.js';
import { AccessTokenService } from './access-token.service.js';
import { MeService } from './me.service.js';
import { setRefreshCookie } from './refresh-cookie.js';
import type { OpenSession } from './session.service.js';

/** What a client gets when it signs in or refreshes: the cookie, an access token, and who it is. */
@Injectable()
export class SessionAnswer {
  constructor(
    @Inject(ServerConfig) private readonly config: ServerConfig,
    @Inject(AccessTokenService) private readonly tokens: AccessTokenService,
    @Inject(MeService) private readonly people: MeService,
  ) {}

  async give(response: Response, open: OpenSession): Promise<Session> {
    const token = await this.tokens.sign(open);
    setRefreshCookie(response, this.config, open.refreshToken);
    response.setHeader('Cache-Control', 'no-store');
    return { ...token, me: await this.people.me(open.person) };
  }
}
