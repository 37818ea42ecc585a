import { Authenticator, type Authentication } from '@entente/nest-platform';
import { Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { PassportService } from './passport.service.js';

/** Answers the guard's first question with passport. */
@Injectable()
export class PassportAuthenticator extends Authenticator {
  constructor(@Inject(PassportService) private readonly passport: PassportService) {
    super();
  }

  override authenticate(request: Request): Promise<Authentication> {
    return this.passport.byAccessToken(request);
  }
}
