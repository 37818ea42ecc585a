import type { DelegationKind } from '@entente/access';
import type { Coalition, NewPerson, Setup } from '@entente/contracts';
import { instant, type DelegationCode, type PersonId } from '@entente/kernel';
import { Refusal } from '@entente/nest-platform';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { databaseTime, DelegationService, MandateService, PeopleService } from '../identity/index.js';
import { CoalitionTable } from './coalition.table.js';

type NewAccount = Setup['people'][number];

/** The neutral seats that every coalition has, after its partners in protocol order. */
const NEUTRAL_SEATS: ReadonlyArray<{ code: string; name: string; kind: DelegationKind }> = [
  { code: 'PRES', name: 'Presidency', kind: 'chair' },
  { code: 'SEC', name: 'Secretariat', kind: 'secretariat' },
  { code: 'OBS', name: 'Observers', kind: 'observer' },
  { code: 'ADM', name: 'Administration', kind: 'administration' },
];
/** Above the highest order that a partner can have. */
const AFTER_PARTNERS = 1_000;

/** The first run. Works once: everything in one transaction, and of two at the same time one gets 409. */
@Injectable()
export class SetupService {
  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(DelegationService) private readonly delegations: DelegationService,
    @Inject(PeopleService) private readonly people: PeopleService,
    @Inject(MandateService) private readonly mandates: MandateService,
  ) {}

  /** The ids of the people by e-mail address. Throws `ALREADY_SET_UP`, `ALREADY_EXISTS`, `INPUT_INVALID`, `PASSWORD_WEAK`, `SEPARATION_OF_DUTIES`. */
  async run(setup: Setup): Promise<ReadonlyMap<string, PersonId>> {
    // Before the passwords are hashed: whoever comes late should not cost a second of work.
    if (await this.database.getRepository(CoalitionTable).existsBy({ only: true })) {
      throw new Refusal('ALREADY_SET_UP');
    }
    refuseUnknownDelegations(setup);
    const accounts: readonly NewAccount[] = [administratorOf(setup), ...setup.people];
    const prepared = await Promise.all(
      accounts.map(async ({ powers, ...person }) => ({ powers, account: await this.people.prepare(person) })),
    );
    return this.database.transaction(async (manager) => {
      await found(manager, setup.coalition);
      for (const partner of setup.partners) await this.delegations.addPartner(partner, manager);
      await this.#addNeutralSeats(manager);
      const ids = new Map<string, PersonId>();
      for (const { account, powers } of prepared) {
        const { id, email } = await this.people.insert(manager, account);
        await this.#accredit(manager, id, powers);
        ids.set(email, id);
      }
      return ids;
    });
  }

  async #addNeutralSeats(manager: EntityManager): Promise<void> {
    for (const [index, { code, name, kind }] of NEUTRAL_SEATS.entries()) {
      const order = AFTER_PARTNERS + index;
      await this.delegations.addSeat(
        { code: code as DelegationCode, name, kind, order, weight: 0, active: true },
        manager,
      );
    }
  }

  async #accredit(manager: EntityManager, person: PersonId, powers: NewAccount['powers']): Promise<void> {
    if (powers.length === 0) return;
    const from = instant((await databaseTime(manager)).getTime());
    await this.mandates.add({ person, powers, from, to: null, accreditedBy: 'First run' }, manager);
  }
}

async function found(manager: EntityManager, coalition: Coalition): Promise<void> {
  const { rowCount } = await insertOnce(manager, coalition);
  if (rowCount === 0) throw new Refusal('ALREADY_SET_UP');
}

/** Waits for a setup that is in progress elsewhere, and finds its row where that one succeeds. */
async function insertOnce(manager: EntityManager, coalition: Coalition): Promise<{ rowCount: number }> {
  const inserted = (await manager.query(
    `INSERT INTO coalition ("only", name, slug, seat, time_zone, set_up_at)
     VALUES (true, $1, $2, $3, $4, clock_timestamp()) ON CONFLICT DO NOTHING RETURNING "only"`,
    [coalition.name, coalition.slug, coalition.seat, coalition.timeZone],
  )) as readonly unknown[];
  return { rowCount: inserted.length };
}

function administratorOf({ administrator }: Setup): NewPerson & Pick<NewAccount, 'powers'> {
  return {
    ...administrator,
    delegation: 'ADM' as DelegationCode,
    roles: ['administrator'],
    powers: ['administer'],
  };
}

function refuseUnknownDelegations({ partners, people }: Setup): void {
  const neutral = NEUTRAL_SEATS.map(({ code }) => code);
  const known = new Set<string>([...neutral, ...partners.map(({ code }) => code)]);
  const faults = [
    ...partners.flatMap(({ code }, index) =>
      neutral.includes(code)
        ? [
            {
              at: `body.partners.${String(index)}.code`,
              message: `${code} is the code of a seat that every coalition has`,
            },
          ]
        : [],
    ),
    ...people.flatMap(({ delegation }, index) =>
      known.has(delegation)
        ? []
        : [
            {
              at: `body.people.${String(index)}.delegation`,
              message: `there is no delegation ${delegation}`,
            },
          ],
    ),
  ];
  if (faults.length > 0) throw new Refusal('INPUT_INVALID', { faults });
}
