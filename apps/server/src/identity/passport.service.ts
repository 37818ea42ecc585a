import { routes } from '@entente/contracts';
import { Refusal } from '@entente/nest-platform';
import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import passport from 'passport';
import { Strategy as LocalStrategy } from 'passport-local';
import { AccessTokenStrategy } from './access-token.strategy.js';
import type { LiveIdentity } from './identity.service.js';
import { SignInService } from './sign-in.service.js';
import type { PersonId } from '@entente/kernel';

/**
 * The ways to prove who one is, as passport strategies: e-mail and password once, then the access token at each request. An
 * instance of its own for each application: the shared one of `@nestjs/passport` would mix two servers in one process.
 */
@Injectable()
export class PassportService {
  readonly #passport = new passport.Passport();

  constructor(
    @Inject(SignInService) signIn: SignInService,
    @Inject(AccessTokenStrategy) accessToken: AccessTokenStrategy,
  ) {
    this.#passport.use(
      'password',
      new LocalStrategy(
        { usernameField: 'email', passwordField: 'password', session: false, passReqToCallback: true },
        (request, _email, _password, done) => {
          const { email, password } = routes.signIn.body.parse(request.body);
          signIn.check({ email, password, address: request.ip ?? '' }).then(
            (person) => {
              done(null, { person });
            },
            (error: unknown) => {
              done(error);
            },
          );
        },
      ),
    );
    this.#passport.use('access-token', accessToken);
  }

  async byPassword(request: Request, response: Response): Promise<PersonId> {
    const proven = await this.#run<{ person: PersonId }>('password', request, response);
    if (proven === null) throw new Refusal('CREDENTIALS_WRONG');
    return proven.person;
  }

  async byAccessToken(request: Request): Promise<LiveIdentity> {
    const live = await this.#run<LiveIdentity>('access-token', request, request.res);
    if (live === null) throw new Refusal('SIGN_IN_REQUIRED');
    return live;
  }

  #run<Proven>(strategy: string, request: Request, response: Response | undefined): Promise<Proven | null> {
    return new Promise((resolve, reject) => {
      const handler = this.#passport.authenticate(
        strategy,
        { session: false },
        (error: unknown, proven?: Proven | false) => {
          if (error instanceof Error) reject(error);
          else resolve(proven === undefined || proven === false ? null : proven);
        },
      ) as (request: Request, response: Response | undefined, next: (error: unknown) => void) => void;
      handler(request, response, (error) => {
        reject(error instanceof Error ? error : new Error('passport stopped without an answer'));
      });
    });
  }
}
