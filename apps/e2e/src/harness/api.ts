import { routes, type RouteName } from '@entente/contracts';

type Output<Schema> = Schema extends { _zod: { output: infer Value } } ? Value : never;
type Input<Schema> = Schema extends { _zod: { input: infer Value } } ? Value : never;
type Part<Route, Key extends string> =
  Route extends Record<Key, infer Schema> ? Record<Key, Input<Schema>> : unknown;
type Bytes<Route> = Route extends { rawBody: string } ? { bytes: Uint8Array } : unknown;
type Request<Name extends RouteName> = Part<(typeof routes)[Name], 'params' | 'query' | 'body'> &
  Bytes<(typeof routes)[Name]>;
type Answer<Name extends RouteName> = (typeof routes)[Name] extends { answer: infer Schema }
  ? Output<Schema>
  : undefined;
interface Parts {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly bytes?: Uint8Array<ArrayBuffer>;
}
interface AnyRoute {
  readonly method: string;
  readonly path: string;
  readonly rawBody?: string;
}

/** A refusal of the API: its status and code. */
export class ApiRefusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, detail: string) {
    super(`${String(status)} ${code} ${detail}`);
    this.status = status;
    this.code = code;
  }
}

/** The public HTTP API, as any client outside uses it. */
export class Api {
  /** Origin of the server. */
  readonly address: string;
  readonly #email: string | undefined;
  readonly #password: string | undefined;
  #token: string | undefined;
  #signingIn: Promise<void> | null = null;

  constructor(address: string, account?: { readonly email: string; readonly password: string }) {
    this.address = address;
    this.#email = account?.email;
    this.#password = account?.password;
  }

  /** The same server as somebody who can sign in. */
  as(account: { readonly email: string; readonly password: string }): Api {
    return new Api(this.address, account);
  }

  /** Calls a route by its name; throws `ApiRefusal`. A token that has run out is replaced once. */
  async call<Name extends RouteName>(name: Name, request: Request<Name>): Promise<Answer<Name>> {
    const token = this.#token;
    try {
      return (await this.#send(routes[name], request as Parts)) as Answer<Name>;
    } catch (error) {
      if (!(error instanceof ApiRefusal) || error.status !== 401 || this.#email === undefined) throw error;
      await this.#signInAfter(token);
      return (await this.#send(routes[name], request as Parts)) as Answer<Name>;
    }
  }

  /** A one-time ticket for a socket. */
  async ticket(): Promise<string> {
    return (await this.call('socketTicket', {})).ticket;
  }

  /** Of many calls that find their token run out at once, one signs in: the server slows down whoever does so ten times. */
  async #signInAfter(token: string | undefined): Promise<void> {
    if (this.#token !== token) return;
    this.#signingIn ??= this.#signIn().finally(() => {
      this.#signingIn = null;
    });
    await this.#signingIn;
  }

  async #signIn(): Promise<void> {
    const body = { email: this.#email, password: this.#password };
    const session = (await this.#send(routes.signIn, { body })) as Answer<'signIn'>;
    this.#token = session.accessToken;
  }

  async #send(route: AnyRoute, { params = {}, query = {}, body, bytes }: Parts): Promise<unknown> {
    const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) =>
      encodeURIComponent(String(params[name])),
    );
    const search = new URLSearchParams(Object.entries(query).map(([key, value]) => [key, String(value)]));
    const response = await fetch(`${this.address}/api/v1${path}?${search.toString()}`, {
      method: route.method,
      headers: this.#headers(route, bytes),
      body: bytes ?? (body === undefined ? null : JSON.stringify(body)),
    });
    const text = await response.text();
    if (response.ok) return text === '' ? undefined : JSON.parse(text);
    const { code, detail } = JSON.parse(text) as { code: string; detail?: string };
    throw new ApiRefusal(response.status, code, detail ?? '');
  }

  #headers(route: AnyRoute, bytes: Uint8Array | undefined): Headers {
    const headers = new Headers({ origin: new URL(this.address).origin });
    headers.set('content-type', bytes === undefined ? 'application/json' : (route.rawBody ?? ''));
    if (this.#token !== undefined) headers.set('authorization', `Bearer ${this.#token}`);
    return headers;
  }
}
