import type { Me } from '@entente/contracts';
import type { PersonId } from '@entente/kernel';
import { Refusal } from '@entente/nest-platform';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DelegationTable } from './delegation.table.js';
import { MandateTable } from './mandate.table.js';
import { hashPassword, passwordFault, passwordMatches } from './passwords.js';
import { PersonTable } from './person.table.js';
import { SessionService } from './session.service.js';
import { SignInTries } from './sign-in-tries.js';
import { isTimeZone } from './time-zone.js';
import { mandateFrom } from './views.js';

/** What a person sees and changes of their own account. */
@Injectable()
export class MeService {
  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(SessionService) private readonly sessions: SessionService,
    @Inject(SignInTries) private readonly tries: SignInTries,
  ) {}

  async me(id: PersonId): Promise<Me> {
    const person = await this.database.getRepository(PersonTable).findOneByOrFail({ id });
    const delegation = await this.database
      .getRepository(DelegationTable)
      .findOneByOrFail({ code: person.delegation });
    const mandates = await this.database
      .getRepository(MandateTable)
      .find({ where: { person: id }, order: { from: 'ASC', id: 'ASC' } });
    return {
      person: id,
      name: person.name,
      email: person.email,
      roles: person.roles,
      delegation: delegation.code,
      delegationName: delegation.name,
      delegationKind: delegation.kind,
      mandates: mandates.map(mandateFrom),
      timeZone: person.timeZone,
    };
  }

  /** Throws `INPUT_INVALID` where no zone has that name. */
  async changeProfile(id: PersonId, { timeZone }: { timeZone: string | null }): Promise<Me> {
    if (timeZone !== null && !isTimeZone(timeZone)) {
      const faults = [{ at: 'body.timeZone', message: 'not the name of a time zone' }];
      throw new Refusal('INPUT_INVALID', { faults });
    }
    await this.database.getRepository(PersonTable).update({ id }, { timeZone });
    return this.me(id);
  }

  /**
   * Throws `TOO_MANY_TRIES`, `CREDENTIALS_WRONG` or `PASSWORD_WEAK`. Every other session of the person ends with it. Guessing the
   * present password is slowed as at the sign-in: a screen left unlocked must not give the password away.
   */
  async changePassword(
    id: PersonId,
    session: string | null,
    { current, next, address }: { current: string; next: string; address: string },
  ): Promise<void> {
    const people = this.database.getRepository(PersonTable);
    const person = await people.findOneOrFail({ where: { id }, select: { email: true, passwordHash: true } });
    const retryAfter = await this.tries.take(person.email, address);
    if (retryAfter !== null) throw new Refusal('TOO_MANY_TRIES', { retryAfter });
    if (!(await passwordMatches(person.passwordHash, current))) throw new Refusal('CREDENTIALS_WRONG');
    await this.tries.succeeded(person.email, address);
    const fault = passwordFault(next, person.email);
    if (fault !== null) throw new Refusal('PASSWORD_WEAK', { detail: fault });
    const passwordHash = await hashPassword(next);
    await this.database.transaction(async (manager) => {
      await manager.getRepository(PersonTable).update({ id }, { passwordHash });
      await this.sessions.endAllOf(manager, id, 'password', session);
    });
  }
}
