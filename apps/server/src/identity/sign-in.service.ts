import { randomBytes } from 'node:crypto';
import type { PersonId } from '@entente/kernel';
import { Refusal } from '@entente/nest-platform';
import { Inject, Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { DataSource } from 'typeorm';
import { SecurityLog } from '../security/index.js';
import { hashPassword, passwordMatches } from './passwords.js';
import { PersonTable } from './person.table.js';
import { SignInTries } from './sign-in-tries.js';

export interface Credentials {
  /** Lower case. */
  readonly email: string;
  readonly password: string;
  /** Network address of the caller. */
  readonly address: string;
}

/** Checks e-mail address and password. An account that does not exist takes the same steps and gives the same answer. */
@Injectable()
export class SignInService {
  /** The hash of a password that nobody knows, compared where there is no account. */
  readonly #nobody = hashPassword(randomBytes(32).toString('base64url'));

  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(SignInTries) private readonly tries: SignInTries,
    @Inject(PinoLogger) private readonly log: PinoLogger,
    @Inject(SecurityLog) private readonly security: SecurityLog,
  ) {}

  /** The person. Throws `TOO_MANY_TRIES` or `CREDENTIALS_WRONG`; a suspended account answers like a wrong password. */
  async check({ email, password, address }: Credentials): Promise<PersonId> {
    const retryAfter = await this.tries.take(email, address);
    if (retryAfter !== null) {
      this.security.record('sign-in-slowed', address, { address, retryAfter });
      throw new Refusal('TOO_MANY_TRIES', { retryAfter });
    }
    const person = await this.database.getRepository(PersonTable).findOne({
      where: { email },
      select: { id: true, active: true, passwordHash: true },
    });
    const matches = await passwordMatches(person?.passwordHash ?? (await this.#nobody), password);
    if (person === null || !matches || !person.active) {
      this.log.info({ code: 'CREDENTIALS_WRONG' }, 'sign-in refused');
      throw new Refusal('CREDENTIALS_WRONG');
    }
    await this.tries.succeeded(email, address);
    this.log.info({ person: person.id }, 'signed in');
    return person.id;
  }
}
