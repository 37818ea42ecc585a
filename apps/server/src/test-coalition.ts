import type { Power, Role } from '@entente/access';
import type { Setup } from '@entente/contracts';
import type { DelegationCode } from '@entente/kernel';

/** For tests alone: a small coalition set up by the public first run, and its people calling the API. */
export interface Answered {
  readonly status: number;
  /** Parsed JSON; undefined where there is no body. */
  readonly body: unknown;
  readonly code: string | undefined;
}

const PASSWORD = 'a-long-word-for-tests';

const PARTNERS = [
  ['AU', 'Australia', 27],
  ['CA', 'Canada', 41],
  ['NO', 'Norway', 6],
] as const;

type Seated = readonly [name: string, seat: string, role: Role, powers: readonly Power[]];

/** Who sits in a coalition of a test: partners by code, name and weight, and people. */
export interface Seating {
  readonly partners: readonly (readonly [code: string, name: string, weight: number])[];
  readonly seats: readonly Seated[];
}

const SEATS: readonly Seated[] = [
  ...PARTNERS.flatMap(
    ([code]) =>
      [
        [`${code} head`, code, 'head_of_delegation', ['speak', 'propose', 'take_positions', 'endorse']],
        [`${code} delegate`, code, 'delegate', ['speak', 'propose', 'take_positions', 'endorse']],
        [`${code} silent`, code, 'ministry_signatory', ['speak']],
      ] as const,
  ),
  ['chair', 'PRES', 'chair', ['speak', 'propose', 'publish', 'endorse']],
  ['secretary', 'SEC', 'secretariat', ['speak', 'propose', 'publish', 'endorse', 'take_positions']],
  ['observer', 'OBS', 'observer', ['speak', 'propose', 'endorse']],
];

/** A head for each member, chair and secretariat; nobody has a mandate yet, so that a test gives it from when it needs it. */
export const unionOf = (weights: Readonly<Record<string, number>>): Seating => ({
  partners: Object.entries(weights).map(([code, weight]) => [code, `Member ${code}`, weight] as const),
  seats: [
    ...Object.keys(weights).map((code): Seated => [`${code} head`, code, 'head_of_delegation', []]),
    ['chair', 'PRES', 'chair', []],
    ['secretary', 'SEC', 'secretariat', []],
  ],
});

function accountOf(name: string): { email: string; password: string } {
  return { email: `${name.replace(' ', '.').toLowerCase()}@test.example`, password: PASSWORD };
}

/** The people above as a first run takes them; the administrator is called `administrator`. */
function setupRequest({ partners, seats }: Seating): Setup {
  return {
    coalition: { name: 'Test coalition', slug: 'test', seat: 'Geneva', timeZone: 'Europe/Zurich' },
    administrator: { name: 'Administrator', ...accountOf('administrator') },
    partners: partners.map(([code, name, weight], index) => ({
      code: code as string as DelegationCode,
      name,
      weight,
      order: index + 1,
    })),
    people: seats.map(([name, seat, role, powers]) => ({
      name,
      ...accountOf(name),
      delegation: seat as DelegationCode,
      roles: [role],
      powers: [...powers],
    })),
  };
}

/** The API of one server, called by name of the person. */
export class TestCoalition {
  readonly #tokens = new Map<string, string>();

  constructor(
    readonly address: string,
    private readonly seating: Seating = { partners: PARTNERS, seats: SEATS },
  ) {}

  async setUp(): Promise<void> {
    const { status } = await this.call(null, 'POST', '/setup', setupRequest(this.seating));
    if (status !== 204) throw new Error(`the first run answered ${String(status)}`);
  }

  /** Calls as a person (null: as nobody). */
  async call(who: string | null, method: string, path: string, body?: unknown): Promise<Answered> {
    const headers = new Headers();
    if (who !== null) headers.set('authorization', `Bearer ${await this.#tokenOf(who)}`);
    if (body !== undefined) headers.set('content-type', 'application/json');
    const answer = await fetch(`${this.address}/api/v1${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const parsed: unknown = text === '' ? undefined : JSON.parse(text);
    const { code } = (parsed ?? {}) as { code?: string };
    return { status: answer.status, body: parsed, code };
  }

  /** The same for what must succeed: the body. Throws with the problem otherwise. */
  async ask<T>(who: string | null, method: string, path: string, body?: unknown): Promise<T> {
    const answer = await this.call(who, method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
    return answer.body as T;
  }

  async tokenOf(who: string): Promise<string> {
    return this.#tokenOf(who);
  }

  async #tokenOf(who: string): Promise<string> {
    const known = this.#tokens.get(who);
    if (known !== undefined) return known;
    const session = await this.ask<{ accessToken: string }>(null, 'POST', '/session', accountOf(who));
    this.#tokens.set(who, session.accessToken);
    return session.accessToken;
  }
}
