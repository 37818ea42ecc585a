import { Refusal } from '@entente/nest-platform';
import { Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { Strategy } from 'passport';
import { AccessTokenService } from './access-token.service.js';
import { IdentityService, type LiveIdentity } from './identity.service.js';

/**
 * Passport strategy for `Authorization: Bearer`. `passport-jwt` cannot check Ed25519 signatures, hence our own over jose. A good
 * token of a session that is over is refused as such, so that the client signs in anew instead of refreshing for ever.
 */
@Injectable()
export class AccessTokenStrategy extends Strategy {
  override readonly name = 'access-token';

  constructor(
    @Inject(AccessTokenService) private readonly tokens: AccessTokenService,
    @Inject(IdentityService) private readonly identity: IdentityService,
  ) {
    super();
  }

  override authenticate(request: Request): void {
    this.identityOf(request).then(
      (live) => {
        if (live === null) this.fail('Bearer', 401);
        else this.success(live);
      },
      (error: unknown) => {
        this.error(error);
      },
    );
  }

  // Not `#`: passport calls strategies through an object made from this one.
  private async identityOf(request: Request): Promise<LiveIdentity | null> {
    const [, token] = /^Bearer ([\w.-]+)$/.exec(request.headers.authorization ?? '') ?? [];
    const claims = token === undefined ? null : await this.tokens.read(token);
    if (claims === null) return null;
    const live = await this.identity.identityOf(claims.session);
    if (live === null || live.actor.person !== claims.person) throw new Refusal('SESSION_ENDED');
    return live;
  }
}
