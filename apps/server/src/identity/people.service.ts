import { randomUUID } from 'node:crypto';
import { ROLES_OF_KIND, type Role } from '@entente/access';
import type { Mandate, NewPerson, Person } from '@entente/contracts';
import type { DelegationCode, PersonId } from '@entente/kernel';
import { Refusal, type SignedIn } from '@entente/nest-platform';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';
import { AdministratorRule } from './administrator-rule.js';
import { DelegationTable } from './delegation.table.js';
import { refuseDuplicate } from './duplicates.js';
import { MandateTable } from './mandate.table.js';
import { hashPassword, passwordFault } from './passwords.js';
import { PersonTable, type PersonRow } from './person.table.js';
import { SessionService } from './session.service.js';
import { mandateFrom, personFrom } from './views.js';

export interface PersonChange {
  readonly name?: string | undefined;
  readonly roles?: readonly Role[] | undefined;
  readonly active?: boolean | undefined;
  readonly password?: string | undefined;
}

/** A new person whose password is checked and hashed: hashing is slow on purpose and has no place in a transaction. */
export interface PreparedPerson {
  readonly person: NewPerson;
  readonly passwordHash: string;
}

/** The people with accounts. */
@Injectable()
export class PeopleService {
  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(SessionService) private readonly sessions: SessionService,
    @Inject(AdministratorRule) private readonly administrators: AdministratorRule,
  ) {}

  /** All for who administers or is of the secretariat; one's own delegation for others. */
  async list(actor: SignedIn): Promise<{ people: Person[]; mandates: Mandate[] }> {
    const all = actor.delegationKind === 'administration' || actor.delegationKind === 'secretariat';
    const where = all ? {} : { delegation: actor.delegation };
    const people = await this.database
      .getRepository(PersonTable)
      .find({ where, order: { delegation: 'ASC', name: 'ASC', id: 'ASC' } });
    const shown = new Set(people.map(({ id }) => id));
    const mandates = await this.database
      .getRepository(MandateTable)
      .find({ order: { from: 'ASC', id: 'ASC' } });
    return {
      people: people.map(personFrom),
      mandates: mandates.filter(({ person }) => shown.has(person)).map(mandateFrom),
    };
  }

  /** Names by id, for those who may see what these people did; of an id without a person there is none. */
  async namesOf(people: readonly PersonId[]): Promise<ReadonlyMap<PersonId, string>> {
    const rows = await this.database.getRepository(PersonTable).find({
      select: { id: true, name: true },
      where: { id: In([...new Set(people)]) },
    });
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  /** Throws `PASSWORD_WEAK`. */
  async prepare(person: NewPerson): Promise<PreparedPerson> {
    return { person, passwordHash: await this.#hash(person.password, person.email) };
  }

  /** Throws `ALREADY_EXISTS`, `NOT_FOUND` (no such delegation), `SEPARATION_OF_DUTIES`, `PASSWORD_WEAK`. */
  async add(person: NewPerson): Promise<Person> {
    const prepared = await this.prepare(person);
    return this.database.transaction((manager) => this.insert(manager, prepared));
  }

  async insert(manager: EntityManager, { person, passwordHash }: PreparedPerson): Promise<Person> {
    await refuseUnfitting(manager, person.delegation, person.roles);
    const { name, email, delegation } = person;
    const row: PersonRow = {
      id: randomUUID() as string as PersonId,
      name,
      email,
      delegation,
      roles: [...new Set(person.roles)],
      active: true,
      passwordHash,
      createdAt: new Date(),
      timeZone: null,
    };
    await refuseDuplicate(manager.getRepository(PersonTable).insert(row));
    return personFrom(row);
  }

  /**
   * Throws `NOT_FOUND`, `SEPARATION_OF_DUTIES`, `PASSWORD_WEAK`, `LAST_ADMINISTRATOR`. A suspended person, and one with a new
   * password, is signed out everywhere.
   */
  async change(id: PersonId, change: PersonChange): Promise<Person> {
    const passwordHash = await this.#newHash(id, change.password);
    return this.database.transaction(async (manager) => {
      const people = manager.getRepository(PersonTable);
      const row = await people.findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
      if (row === null) throw new Refusal('NOT_FOUND');
      const next = {
        name: change.name ?? row.name,
        roles: [...new Set(change.roles ?? row.roles)],
        active: change.active ?? row.active,
      };
      await refuseUnfitting(manager, row.delegation, next.roles);
      await people.update({ id }, { ...next, ...(passwordHash === null ? {} : { passwordHash }) });
      await this.administrators.mustRemain(manager);
      if (!next.active) await this.sessions.endAllOf(manager, id, 'suspended');
      else if (passwordHash !== null) await this.sessions.endAllOf(manager, id, 'password');
      return personFrom({ ...row, ...next });
    });
  }

  async #newHash(id: PersonId, password: string | undefined): Promise<string | null> {
    if (password === undefined) return null;
    const person = await this.database.getRepository(PersonTable).findOneBy({ id });
    return person === null ? null : this.#hash(password, person.email);
  }

  async #hash(password: string, email: string): Promise<string> {
    const fault = passwordFault(password, email);
    if (fault !== null) throw new Refusal('PASSWORD_WEAK', { detail: fault });
    return hashPassword(password);
  }
}

/** Nobody sits for a partner and runs the procedure too (DOMAIN §0, access SPEC A4): said when the role is given. */
async function refuseUnfitting(
  manager: EntityManager,
  code: DelegationCode,
  roles: readonly Role[],
): Promise<void> {
  const seat = await manager.getRepository(DelegationTable).findOneBy({ code });
  if (seat === null) throw new Refusal('NOT_FOUND', { detail: `There is no delegation ${code}.` });
  const fitting = ROLES_OF_KIND[seat.kind];
  const wrong = roles.find((role) => !fitting.includes(role));
  if (wrong === undefined) return;
  const [asked, allowed] = [words(wrong), fitting.map(words).join(', ')];
  throw new Refusal('SEPARATION_OF_DUTIES', {
    detail: `${seat.name} cannot have a person with the role “${asked}”: its roles are ${allowed}.`,
  });
}

function words(role: Role): string {
  return role.replaceAll('_', ' ');
}
