import { routes, type NewPerson, type Procedure, type ReserveKind, type Setup } from '@entente/contracts';
import type { DelegationCode } from '@entente/kernel';
import type { SteeredClock } from '@entente/testing';
import type { Browser } from 'playwright-core';
import { randomUUID } from 'node:crypto';
import { addPackage } from '../attacks/coalition.js';
import { Api } from '../harness/api.js';
import type { ServerProcess } from '../harness/server-process.js';
import { Delegate } from './delegate.js';

const PASSWORD = 'a union of twenty-seven';
/** The members of table `EU27-EUROSTAT-2024-01-01`, in protocol order by code. */
export const MEMBERS: readonly string[] =
  'AT BE BG CY CZ DE DK EE EL ES FI FR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ');
const POWERS = ['speak', 'propose', 'take_positions', 'break_silence', 'endorse', 'publish'] as const;

export type Said = 'agree' | 'object' | 'abstain';

const email = (seat: string): string => `head@${seat.toLowerCase()}.example`;
const code = (seat: string): DelegationCode => seat as DelegationCode;
const roleOf = (seat: string): NewPerson['roles'][number] =>
  (({ PRES: 'chair', SEC: 'secretariat' }) as const)[seat] ?? 'head_of_delegation';

function setup(): Setup {
  const people = [...MEMBERS, 'PRES', 'SEC'].map((seat) => ({
    name: `Head of ${seat}`,
    email: email(seat),
    password: PASSWORD,
    delegation: code(seat),
    roles: [roleOf(seat)],
    powers: [],
  }));
  return {
    coalition: { name: 'Union of the 27', slug: 'union', seat: 'Brussels', timeZone: 'Europe/Brussels' },
    administrator: { name: 'Administrator', email: email('ADM'), password: PASSWORD },
    partners: MEMBERS.map((seat, index) => ({
      code: code(seat),
      name: `State of ${seat}`,
      order: index + 1,
      weight: 1,
    })),
    people,
  };
}

/** The 27 of DOMAIN §5, chair and secretariat, with mandates that hold at whatever instant the clock is set to. */
export class Union {
  readonly server: ServerProcess;
  readonly clock: SteeredClock;
  readonly #apis = new Map<string, Api>();

  private constructor(server: ServerProcess, clock: SteeredClock) {
    this.server = server;
    this.clock = clock;
  }

  static async found(server: ServerProcess, clock: SteeredClock): Promise<Union> {
    const union = new Union(server, clock);
    await new Api(server.address).call('setup', { body: setup() });
    const { people } = await union.as('ADM').call('people', {});
    for (const { id, delegation } of people) {
      if (delegation === 'ADM') continue;
      const mandate = { person: id, powers: [...POWERS], from: 0, to: null, accreditedBy: 'a note' };
      await union.as('ADM').call('addMandate', { body: routes.addMandate.body.parse(mandate) });
    }
    return union;
  }

  as(seat: string): Api {
    const known = this.#apis.get(seat);
    if (known !== undefined) return known;
    const api = new Api(this.server.address, { email: email(seat), password: PASSWORD });
    this.#apis.set(seat, api);
    return api;
  }

  /** Somebody at a browser of their own, whose clock is on the wall in Brussels. */
  async seat(browser: Browser, seat: string): Promise<Delegate> {
    return Delegate.signInAs(browser, this.server.address, {
      seat,
      email: email(seat),
      password: PASSWORD,
      timeZone: 'Europe/Brussels',
    });
  }

  /** A package of its own for what follows; `people` look at it from now on. */
  async package(...people: readonly Delegate[]): Promise<PackageOfUnion> {
    const made = await addPackage(this.as('SEC'), 4);
    const id = made.package as Procedure['package'];
    const { number } = await this.as('SEC').call('package', { params: { package: id } });
    for (const person of people) person.slug = number.toLowerCase().replaceAll(/[ /]/g, '-');
    return new PackageOfUnion(this, id);
  }
}

/** One package, as members decide on it over HTTP. */
export class PackageOfUnion {
  readonly id: Procedure['package'];
  readonly #union: Union;

  constructor(union: Union, id: Procedure['package']) {
    this.#union = union;
    this.id = id;
  }

  /** Its procedure, the newest one, as chair and secretariat see it. */
  async procedure(): Promise<Procedure> {
    const { procedures } = await this.#union.as('PRES').call('procedures', { params: { package: this.id } });
    const [newest] = procedures;
    if (newest === undefined) throw new Error('there is no procedure');
    return newest;
  }

  async table(revision: number): Promise<void> {
    await this.#union.as('PRES').call('tableVersion', { params: { package: this.id }, body: { revision } });
  }

  /** The chair opens by a rule book on what is tabled. */
  async openBy(book: string, change: Record<string, unknown> = {}): Promise<Procedure> {
    const view = await this.#union.as('PRES').call('package', { params: { package: this.id } });
    const packageHash = view.versions.find(({ revision }) => revision === view.revision)?.packageHash;
    const body = { packageHash, rulebook: { id: book, version: 1 }, ...change };
    return this.#union.as('PRES').call('openProcedure', {
      params: { package: this.id },
      body: routes.openProcedure.body.parse(body),
    });
  }

  /** Members of a list such as `AT BE` say one thing, one after another. */
  async say(members: string, act: Said, reason = ''): Promise<void> {
    const { id, packageHash } = await this.procedure();
    for (const member of members.split(' ')) {
      const body = { act, packageHash, reason, nonce: randomUUID() };
      await this.#union.as(member).call('act', { params: { procedure: id }, body });
    }
  }

  /** The chair gives leave, and the member takes its reserve up again. Gives the reserve's id. */
  async reserveAgain(member: string, kind: ReserveKind): Promise<string> {
    const { id } = await this.procedure();
    const params = { procedure: id };
    await this.#union.as('PRES').call('chairProcedure', {
      params,
      body: { type: 'give_leave', partner: code(member) },
    });
    const nonce = randomUUID();
    const body = { type: 'enter_reserve', nonce, kind, reason: 'As before.', scope: [] } as const;
    await this.#union.as(member).call('speak', {
      params,
      body: { ...body, language: null, waitsFor: '', reopens: null },
    });
    return nonce;
  }

  async liftReserve(member: string, id: string): Promise<void> {
    const { id: procedure } = await this.procedure();
    const body = { type: 'end_reserve', nonce: randomUUID(), id, mode: 'lifted', to: null } as const;
    await this.#union.as(member).call('speak', {
      params: { procedure },
      body: { ...body, reason: 'Cleared.', evidence: '' },
    });
  }
}

/** Settings of a server whose database’s clock is set forward by months: it is told not to take that for a fault. */
export const STEERED = {
  CLOCK_TOLERANCE_MS: '1000000000000',
  CLOSING_SWEEP_SECONDS: '1',
  REQUESTS_PER_MINUTE: '100000',
} as const;
