import { routes, type NewPerson, type Procedure, type Setup } from '@entente/contracts';
import type { DelegationCode } from '@entente/kernel';
import { waitFor, type SteeredClock } from '@entente/testing';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { addPackage } from '../attacks/coalition.js';
import { Api } from '../harness/api.js';
import type { ServerProcess } from '../harness/server-process.js';
import { Delegate } from './delegate.js';

const PASSWORD = 'a union of twenty-seven';
/** The members of table `EU27-EUROSTAT-2024-01-01`, in protocol order by code. */
export const MEMBERS: readonly string[] =
  'AT BE BG CY CZ DE DK EE EL ES FI FR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ');
const OFFICES = { PRES: 'chair', SEC: 'secretariat', OBS: 'observer' } as const;
const POWERS = ['speak', 'propose', 'take_positions', 'break_silence', 'endorse', 'publish'] as const;

/** Settings of a server whose database's clock is set by months: it is told not to take that for a fault. */
export const STEERED = {
  CLOCK_TOLERANCE_MS: '1000000000000',
  CLOSING_SWEEP_SECONDS: '1',
  REQUESTS_PER_MINUTE: '100000',
  WEB_DIR: path.resolve('apps/web/dist/site'),
} as const;

type Said = 'agree' | 'object' | 'abstain';

/** A millisecond of the Unix epoch by its ISO name. */
export const at = (iso: string): number => Date.parse(iso);

const email = (seat: string): string => `head@${seat.toLowerCase()}.example`;
const code = (seat: string): DelegationCode => seat as DelegationCode;
const isOffice = (seat: string): seat is keyof typeof OFFICES => seat in OFFICES;
const rolesOf = (seat: string): NewPerson['roles'] => [isOffice(seat) ? OFFICES[seat] : 'head_of_delegation'];

function setup(): Setup {
  const people = [...MEMBERS, ...Object.keys(OFFICES)].map((seat) => ({
    name: `Head of ${seat}`,
    email: email(seat),
    password: PASSWORD,
    delegation: code(seat),
    roles: rolesOf(seat),
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

/** The 27 of DOMAIN §5 with chair, secretariat and an observer, and mandates that hold at whatever instant the clock is set to. */
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
    const administrator = union.as('ADM');
    const { people } = await administrator.call('people', {});
    const mandated = people.filter(({ delegation }) => !['ADM', 'OBS'].includes(delegation));
    await Promise.all(
      mandated.map(async ({ id: person }) => {
        const mandate = { person, powers: [...POWERS], from: 0, to: null, accreditedBy: 'a note' };
        await administrator.call('addMandate', { body: routes.addMandate.body.parse(mandate) });
      }),
    );
    return union;
  }

  as(seat: string): Api {
    const known = this.#apis.get(seat);
    if (known !== undefined) return known;
    const api = new Api(this.server.address, { email: email(seat), password: PASSWORD });
    this.#apis.set(seat, api);
    return api;
  }

  /** Somebody at a browser of their own, which stands in Brussels. */
  async seat(browser: Browser, seat: string): Promise<Delegate> {
    const person = { seat, email: email(seat), password: PASSWORD, timeZone: 'Europe/Brussels' };
    return Delegate.signInAs(browser, this.server.address, person);
  }

  /** A package of its own for what follows, of so many articles; `people` look at it from now on. */
  async package(articles: number, people: readonly Delegate[]): Promise<PackageOfUnion> {
    const made = await addPackage(this.as('SEC'), articles);
    const { id, number } = await this.as('SEC').call('package', { params: { package: made.package } });
    for (const person of people) person.slug = number.toLowerCase().replaceAll(/[ /]/g, '-');
    return new PackageOfUnion(this, id, made.articles);
  }
}

/** One package, as members decide on it over HTTP. */
export class PackageOfUnion {
  readonly id: Procedure['package'];
  /** Documents of its articles. */
  readonly articles: readonly string[];
  readonly #union: Union;

  constructor(union: Union, id: Procedure['package'], articles: readonly string[]) {
    this.#union = union;
    this.id = id;
    this.articles = articles;
  }

  /** Its procedures, the newest first, as chair and secretariat see them. */
  async procedure(): Promise<Procedure> {
    const { procedures } = await this.#union.as('PRES').call('procedures', { params: { package: this.id } });
    const [newest] = procedures;
    if (newest === undefined) throw new Error('there is no procedure');
    return newest;
  }

  /** Until the newest procedure is in that state; gives it. */
  async until(state: Procedure['state']): Promise<Procedure> {
    return waitFor(`the procedure to be ${state}`, async () => {
      const procedure = await this.procedure();
      return procedure.state === state ? procedure : undefined;
    });
  }

  async table(revision: number): Promise<void> {
    await this.#union.as('PRES').call('tableVersion', { params: { package: this.id }, body: { revision } });
  }

  /** The chair opens by a rule book on what is tabled. */
  async openBy(book: string, change: Readonly<Record<string, unknown>> = {}): Promise<Procedure> {
    const view = await this.#union.as('PRES').call('package', { params: { package: this.id } });
    const packageHash = view.versions.find(({ revision }) => revision === view.revision)?.packageHash;
    const body = { packageHash, rulebook: { id: book, version: 1 }, ...change };
    return this.#union.as('PRES').call('openProcedure', {
      params: { package: this.id },
      body: routes.openProcedure.body.parse(body),
    });
  }

  /** Members say one thing, all at the same time. */
  async say(members: readonly string[], act: Said, reason = ''): Promise<void> {
    const { id: procedure, packageHash } = await this.procedure();
    await Promise.all(
      members.map(async (member) => {
        const body = { act, packageHash, reason, nonce: randomUUID() };
        await this.#union.as(member).call('act', { params: { procedure }, body });
      }),
    );
  }

  /** Members say where they stand on the provision on which somebody has said so on a screen. */
  async stand(members: readonly string[], position: 'support' | 'oppose'): Promise<void> {
    const params = { package: this.id };
    const { positions } = await this.#union.as('PRES').call('positions', { params });
    const [said] = positions;
    if (said === undefined) throw new Error('nobody has taken a position');
    const { provision, hash } = said;
    const body = { provision, hash, position, reserve: null, note: '' };
    await Promise.all(
      members.map(async (member) => this.#union.as(member).call('takePosition', { params, body })),
    );
  }
}
